#include "inkling/data/idx_file.hpp"

#include <algorithm>
#include <string_view>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "support/gzip_bytes.hpp"
#include "support/idx_bytes.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;
using Bytes = std::vector<std::uint8_t>;
using Catch::Matchers::ContainsSubstring;

namespace {

Bytes bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

struct BadFile {
  const char* what;
  Bytes bytes;
  const char* code;
  const char* message;
};

Bytes tar() {
  Bytes bytes(512, 'a');
  std::copy_n("ustar", 5, bytes.begin() + 257);
  return bytes;
}

}  // namespace

TEST_CASE("An IDX file comes through whether gzipped or not", "[data][idx_file]") {
  const Bytes file = idx_file({60, 7, 9});
  for (const Bytes& bytes : {file, gzip(file)}) {
    const IdxTensor images = read_idx_file(bytes, "x", IdxContent::images);
    CHECK(images.dims == std::vector<Index>{60, 7, 9});
    CHECK(images.values == Bytes(file.begin() + 16, file.end()));
  }
}

TEST_CASE("What is no IDX file is refused, by its name where it has one", "[data][idx_file][hostile]") {
  const std::vector<BadFile> files = {
      {"nothing", {}, "E_GZ_EMPTY", "file is empty"},
      {"zip", bytes_of("PK\x03\x04....."), "E_GZ_MAGIC", "zip is not supported; unzip first"},
      {"xz", {0xfd, '7', 'z', 'X', 'Z', 0, 0, 4}, "E_GZ_MAGIC", "xz is not supported; unpack it first"},
      {"zstd", {0x28, 0xb5, 0x2f, 0xfd, 4, 0}, "E_GZ_MAGIC", "zstd is not supported"},
      {"bzip2", bytes_of("BZh91AY&SY"), "E_GZ_MAGIC", "bzip2 is not supported"},
      {"7z", {'7', 'z', 0xbc, 0xaf, 0x27, 0x1c}, "E_GZ_MAGIC", "7z is not supported"},
      {"tar", tar(), "E_GZ_MAGIC", "tar is not supported; unpack it first"},
      {"PNG", {0x89, 'P', 'N', 'G', 13, 10}, "E_GZ_MAGIC", "a PNG image"},
      {"error page", bytes_of("<!DOCTYPE html><title>404"), "E_GZ_MAGIC", "an HTML page"},
      {"text", bytes_of("5,0,0,0\n"), "E_GZ_MAGIC", "found 35 2c 30 2c, not gzip and not IDX"},
      {"byte-swapped IDX", {3, 8, 0, 0, 0, 0, 0, 1}, "E_IDX_MAGIC", "byte-swapped"},
      {"damaged IDX", {1, 0, 8, 3, 0, 0, 0, 1}, "E_IDX_MAGIC", "found 01 00 08 03"},
      {"the start of IDX", {0, 0}, "E_IDX_SHORT", "2 bytes"},
      {"gzip within gzip", gzip(gzip(idx_file({2, 3, 4}))), "E_IDX_MAGIC", "compressed twice"},
  };
  for (const BadFile& file : files) {
    INFO(file.what);
    const Refusal refusal =
        refusal_of([&] { return read_idx_file(file.bytes, "train-images", IdxContent::images); });
    CHECK(refusal.code == file.code);
    CHECK_THAT(refusal.message, ContainsSubstring(file.message));
  }
}
