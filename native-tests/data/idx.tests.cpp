#include "inkling/data/idx.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "support/damage.hpp"
#include "support/figure.hpp"
#include "support/gzip_bytes.hpp"
#include "support/idx_bytes.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;
using Bytes = std::vector<std::uint8_t>;
using Catch::Matchers::ContainsSubstring;

namespace {

Bytes with_size(Bytes file, std::size_t size) {
  file.resize(size);
  return file;
}

struct BadFile {
  const char* what;
  Bytes bytes;
  IdxContent content;
  const char* code;
  const char* message;
};

constexpr IdxContent kImages = IdxContent::images;
constexpr IdxContent kLabels = IdxContent::labels;

/// What is damaged everywhere.
const std::vector<std::uint32_t> kDims = {4, 32, 33};

}  // namespace

TEST_CASE("Images and labels are read as they were written", "[data][idx]") {
  const IdxTensor images = read_idx(idx_file({5, 3, 4}), "train-images", kImages);
  CHECK(images.name == "train-images");
  CHECK(images.dims == std::vector<Index>{5, 3, 4});
  REQUIRE(images.values.size() == 60);
  CHECK(images.values[59] == 59);

  const IdxTensor labels = read_idx(idx_file({12}, 10), "train-labels", kLabels);
  CHECK(labels.dims == std::vector<Index>{12});
  CHECK(labels.values == Bytes{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1});
}

TEST_CASE("Dimensions are big-endian", "[data][idx]") {
  const IdxTensor labels = read_idx(idx_file({0x0102}), "labels", kLabels);
  CHECK(labels.dims == std::vector<Index>{258});
}

TEST_CASE("The largest sides and counts are accepted, one more is not", "[data][idx]") {
  CHECK(read_idx(idx_file({1, 512, 512}), "x", kImages).values.size() == 512 * 512);
  CHECK(read_idx(idx_file({2'000'000}), "x", kLabels).values.size() == 2'000'000);
  CHECK(refusal_of([] { return read_idx(idx_file({1, 512, 513}), "x", kImages); }).code == "E_IDX_TOOBIG");
  CHECK(refusal_of([] { return read_idx(idx_file({2'000'001}), "x", kLabels); }).code == "E_IDX_TOOBIG");
}

TEST_CASE("Bad IDX files are refused with the reason", "[data][idx][hostile]") {
  const Bytes good = idx_file({2, 3, 4});
  const Bytes mnist = idx_header({60000, 28, 28});
  constexpr std::uint32_t kAll = 0xFFFFFFFF;
  const std::vector<BadFile> files = {
      {"nothing", {}, kImages, "E_IDX_SHORT", "found 0 bytes"},
      {"three bytes", {0, 0, 8}, kImages, "E_IDX_SHORT", "found 3 bytes"},
      {"first byte",
       {1, 0, 8, 3, 0, 0, 0, 1},
       kImages,
       "E_IDX_MAGIC",
       "expected an IDX file (00 00 08 03), found 01"},
      {"second byte", {0, 1, 8, 1, 0, 0, 0, 1}, kLabels, "E_IDX_MAGIC", "expected an IDX file (00 00 08 01)"},
      {"little-endian images", {3, 8, 0, 0, 2, 0, 0, 0}, kImages, "E_IDX_MAGIC", "byte-swapped?"},
      {"little-endian labels", {1, 8, 0, 0, 2, 0, 0, 0}, kLabels, "E_IDX_MAGIC", "byte-swapped?"},
      {"gzip in gzip", gzip(good), kImages, "E_IDX_MAGIC", "compressed twice"},
      {"zip in gzip", {'P', 'K', 3, 4, 0, 0}, kImages, "E_IDX_MAGIC", "zip is not supported; unzip first"},
      {"type 0x0A", {0, 0, 0x0A, 3}, kImages, "E_IDX_TYPE", "unknown type 0x0A"},
      {"type 0x07", {0, 0, 0x07, 3}, kImages, "E_IDX_TYPE", "unknown type 0x07"},
      {"type 0xFF", {0, 0, 0xFF, 1}, kLabels, "E_IDX_TYPE", "unknown type 0xFF"},
      {"float images", idx_header({2, 3, 4}, 0x0D), kImages, "E_IDX_TYPE", "images must be ubyte"},
      {"signed byte", idx_header({2, 3, 4}, 0x09), kImages, "E_IDX_TYPE", "type 0x09 (signed byte)"},
      {"16-bit labels", idx_header({2}, 0x0B), kLabels, "E_IDX_TYPE", "labels must be ubyte"},
      {"32-bit labels", idx_header({2}, 0x0C), kLabels, "E_IDX_TYPE", "32-bit integer"},
      {"double images", idx_header({2, 3, 4}, 0x0E), kImages, "E_IDX_TYPE", "double"},
      {"rank 0",
       {0, 0, 8, 0},
       kImages,
       "E_IDX_RANK",
       "expected 3 dimensions (images, rows, columns), found 0"},
      {"rank 2", idx_file({2, 12}), kImages, "E_IDX_RANK", "found 2"},
      {"rank 4", idx_file({2, 3, 4, 1}), kImages, "E_IDX_RANK", "found 4"},
      {"rank 255", {0, 0, 8, 255, 0, 0}, kImages, "E_IDX_RANK", "found 255"},
      {"labels of rank 2", idx_file({2, 12}), kLabels, "E_IDX_RANK",
       "expected 1 dimension (labels), found 2"},
      {"magic only", {0, 0, 8, 3}, kImages, "E_IDX_SHORT", "a header of 16 bytes, found 4"},
      {"header cut", with_size(good, 15), kImages, "E_IDX_SHORT", "a header of 16 bytes, found 15"},
      {"label header cut", {0, 0, 8, 1, 0, 0}, kLabels, "E_IDX_SHORT", "a header of 8 bytes, found 6"},
      {"no images", idx_header({0, 28, 28}), kImages, "E_IDX_ZERO", "found 0 × 28 × 28"},
      {"no rows", idx_header({5, 0, 28}), kImages, "E_IDX_ZERO", "found 5 × 0 × 28"},
      {"no columns", idx_header({kAll, kAll, 0}), kImages, "E_IDX_ZERO", "at least 1"},
      {"no labels", idx_header({0}), kLabels, "E_IDX_ZERO", "found 0"},
      {"wraps in 64 bits", idx_header({kAll, kAll, kAll}), kImages, "E_IDX_OVERFLOW",
       "4294967295 × 4294967295"},
      {"0 in 64 bits", idx_header({1U << 31U, 1U << 31U, 4}), kImages, "E_IDX_OVERFLOW", "fewer than 2^32"},
      {"0 in 32 bits", idx_header({1U << 16U, 1U << 16U, 1}), kImages, "E_IDX_OVERFLOW", "fewer than 2^32"},
      {"within the sides, over 2^32", idx_header({2'000'000, 512, 512}), kImages, "E_IDX_OVERFLOW",
       "2000000 × 512"},
      {"many images", idx_header({2'000'001, 28, 28}), kImages, "E_IDX_TOOBIG", "at most 2000000 images"},
      {"wide images", idx_header({1, 513, 1}), kImages, "E_IDX_TOOBIG", "512 × 512"},
      {"most labels", idx_header({kAll}), kLabels, "E_IDX_TOOBIG", "found 4294967295"},
      {"no body", mnist, kImages, "E_IDX_SHORT", "declares 47,040,000, has 0"},
      {"short body", with_size(mnist, 2016), kImages, "E_IDX_SHORT", "declares 47,040,000, has 2,000"},
      {"long body", with_size(good, good.size() + 1), kImages, "E_IDX_TRAILING", "declares 24, has 25"},
      {"labels as images", idx_file({24}), kImages, "E_IDX_ROLE", "this is a label file"},
      {"images as labels", good, kLabels, "E_IDX_ROLE",
       "this is an image file. Were images and labels swapped?"},
  };
  for (const BadFile& file : files) {
    INFO(file.what);
    const Refusal refusal = refusal_of([&] { return read_idx(file.bytes, "train-images", file.content); });
    CHECK(refusal.code == file.code);
    CHECK_THAT(refusal.message,
               ContainsSubstring(file.message) && ContainsSubstring("train-images: expected "));
  }
}

TEST_CASE("An IDX file cut anywhere is short", "[data][idx][hostile]") {
  const Bytes good = idx_file(kDims);
  CHECK(good.size() >= kLeastDamaged);
  const std::size_t cuts = for_each_truncation(good, [](const Bytes& file, std::size_t size) {
    const Refusal refusal = refusal_of([&] { return read_idx(file, "x", kImages); });
    INFO(size << " bytes: " << refusal.message);
    CHECK(refusal.code == "E_IDX_SHORT");
  });
  figure("D2", "IDX, truncations", static_cast<double>(cuts));
}

TEST_CASE("A bit turned in an IDX header is noticed, one in a pixel stays in that pixel",
          "[data][idx][hostile]") {
  const Bytes good = idx_file(kDims);
  CHECK(good.size() >= kLeastDamaged);
  const std::vector<Index> dims(kDims.begin(), kDims.end());
  const std::size_t turned = for_each_bit_flip(good, [&](const Bytes& file, std::size_t at) {
    IdxTensor tensor;
    const Refusal refusal = refusal_of([&] { return tensor = read_idx(file, "x", kImages); });
    INFO("byte " << at << ": " << refusal.message);
    if (at < 16) {
      CHECK(refusal.code != "none");
    } else {
      CHECK(tensor.dims == dims);
      CHECK(tensor.values == Bytes(file.begin() + 16, file.end()));
    }
  });
  figure("D2", "IDX, bits turned", static_cast<double>(turned));
}
