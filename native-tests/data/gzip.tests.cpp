#include "inkling/data/gzip.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#ifdef __linux__
#include <sys/resource.h>
#endif

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/core/random.hpp"
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

/// Varied enough that deflate uses literals, matches and its own Huffman codes.
Bytes payload() {
  Bytes out = idx_file({60, 7, 9});
  for (std::size_t i = 16; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(i * i % 251 / (1 + i % 3));
  return out;
}

/// A gzip file of 4 kB: what it holds repeats itself now and then.
Bytes long_payload() {
  Bytes out;
  Generator generator(1);
  while (out.size() < 6000) {
    for (int i = 0; i < 40; ++i) out.push_back(static_cast<std::uint8_t>(generator.random32()));
    out.insert(out.end(), out.begin(), out.begin() + 8);
  }
  return out;
}

Bytes bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

/// The test's good file with `change` made to it.
template <typename Change>
Bytes changed(Change&& change) {
  Bytes file = gzip(payload());
  change(file);
  return file;
}

Bytes joined(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

/// A header with every optional field (RFC 1952, 2.3) whose checksum zlib computed.
Bytes with_all_fields() {
  std::array<Bytef, 5> extra = {'I', 'K', 1, 0, 7};
  std::array<Bytef, 6> name = {'i', 'm', 'a', 'g', 'e', 0};
  std::array<Bytef, 3> comment = {'h', 'i', 0};
  gz_header header{};
  header.extra = extra.data();
  header.extra_len = extra.size();
  header.name = name.data();
  header.comment = comment.data();
  header.hcrc = 1;
  return gzip(payload(), 1, &header);
}

struct BadFile {
  const char* what;
  Bytes bytes;
  const char* code;
  const char* message;
};

}  // namespace

TEST_CASE("What gzip packed comes out again", "[data][gzip]") {
  CHECK(gunzip(gzip(payload()), "x.gz") == payload());
  CHECK(gunzip(with_all_fields(), "x.gz") == payload());
  CHECK(gunzip(gzip({}), "x.gz").empty());
  CHECK(gunzip(gzip({42}), "x.gz") == Bytes{42});
  CHECK(gunzip(gzip(Bytes(1000, 7), 300), "x.gz") == Bytes(300'000, 7));
}

TEST_CASE("Bad gzip files are refused with the reason", "[data][gzip][hostile]") {
  const Bytes good = gzip(payload());
  const Bytes fields = with_all_fields();
  const std::vector<BadFile> files = {
      {"nothing", {}, "E_GZ_EMPTY", "file is empty"},
      {"another format", bytes_of("hello, world"), "E_GZ_MAGIC", "68 65 6c 6c, not gzip"},
      {"zip", bytes_of("PK\x03\x04 and so on"), "E_GZ_MAGIC", "zip is not supported; unzip first"},
      {"method 7", changed([](Bytes& f) { f[2] = 7; }), "E_GZ_METHOD", "found method 7"},
      {"reserved flag", changed([](Bytes& f) { f[3] = 0x20; }), "E_GZ_FLAGS", "reserved flag bits"},
      {"half a magic number", {0x1f}, "E_GZ_TRUNCATED", "within its header, after 1 bytes"},
      {"half a header", {0x1f, 0x8b, 8, 0, 0}, "E_GZ_TRUNCATED", "within its header"},
      {"a name without end", {0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3, 'a', 'b'}, "E_GZ_TRUNCATED", "file name"},
      {"a comment without end", {0x1f, 0x8b, 8, 16, 0, 0, 0, 0, 0, 3, 'a'}, "E_GZ_TRUNCATED", "comment"},
      {"an extra field cut",
       {0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 3, 9, 0, 'a'},
       "E_GZ_TRUNCATED",
       "extra field"},
      {"an extra length cut", {0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 3, 9}, "E_GZ_TRUNCATED", "extra field"},
      {"a header checksum cut", {0x1f, 0x8b, 8, 2, 0, 0, 0, 0, 0, 3, 9}, "E_GZ_TRUNCATED", "header checksum"},
      {"header checksum", changed([&](Bytes& f) { f = fields, f[4] ^= 1; }), "E_GZ_CRC", "header checksum"},
      {"half the data", Bytes(good.begin(), good.begin() + 100), "E_GZ_TRUNCATED", "its compressed data"},
      {"no trailer", Bytes(good.begin(), good.end() - 8), "E_GZ_TRUNCATED", "its trailer"},
      {"half a trailer", Bytes(good.begin(), good.end() - 3), "E_GZ_TRUNCATED", "its trailer"},
      {"wrong CRC32", changed([](Bytes& f) { f[f.size() - 8] ^= 1; }), "E_GZ_CRC", "checksum mismatch"},
      {"wrong ISIZE", changed([](Bytes& f) { f[f.size() - 4] ^= 1; }), "E_GZ_SIZE", "bytes inflated"},
      {"ISIZE of 4 GB", changed([](Bytes& f) { f[f.size() - 1] = 0xff; }), "E_GZ_SIZE", "bytes inflated"},
      {"block type 3",
       {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 7, 0, 0, 0, 0},
       "E_GZ_DEFLATE",
       "corrupt at byte 11"},
      // Fixed codes: length 3 at distance 1 before anything was written.
      {"a distance too far",
       {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 2, 0, 0, 0, 0},
       "E_GZ_DEFLATE",
       "too far back"},
      {"garbage behind", joined(good, {1, 2, 3}), "E_GZ_TRAILING", "found 3 more"},
      {"zeros behind", joined(good, Bytes(512, 0)), "E_GZ_TRAILING", "found 512 more"},
      {"a second member", joined(good, good), "E_GZ_TRAILING", "a second gzip member"},
  };
  for (const BadFile& file : files) {
    INFO(file.what);
    const Refusal refusal = refusal_of([&] { return gunzip(file.bytes, "train.gz"); });
    CHECK(refusal.code == file.code);
    CHECK_THAT(refusal.message, ContainsSubstring(file.message) && ContainsSubstring("train.gz: expected "));
  }
}

TEST_CASE("A file of more than 64 MiB is not looked into", "[data][gzip][hostile]") {
  Bytes file(kMaxGzipBytes + 1);
  CHECK(refusal_of([&] { return gunzip(file, "x.gz"); }).code == "E_GZ_TOOBIG");
  file.pop_back();
  CHECK(refusal_of([&] { return gunzip(file, "x.gz"); }).code == "E_GZ_MAGIC");
}

TEST_CASE("A small file that would fill the memory is refused before it does", "[data][gzip][hostile]") {
  const Bytes bomb = gzip(Bytes(1U << 20, 0), 50);
  REQUIRE(bomb.size() < 60'000);
#ifdef __linux__
  rusage before{};
  getrusage(RUSAGE_SELF, &before);
#endif
  const Refusal refusal = refusal_of([&] { return gunzip(bomb, "bomb.gz"); });
  CHECK(refusal.code == "E_GZ_RATIO");
  CHECK_THAT(refusal.message, ContainsSubstring("expands >200×"));
#ifdef __linux__
  rusage after{};
  getrusage(RUSAGE_SELF, &after);
  CHECK(after.ru_maxrss - before.ru_maxrss < 32 * 1024);  // KiB; the zeros alone are 50 MiB
#endif
}

TEST_CASE("Up to a megabyte may come out of next to nothing", "[data][gzip]") {
  const Bytes zeros(1U << 20, 0);
  CHECK(gunzip(gzip(zeros), "blank.gz") == zeros);
  CHECK(refusal_of([&] { return gunzip(gzip(zeros, 2), "blank.gz"); }).code == "E_GZ_RATIO");
}

TEST_CASE("More than 256 MiB never come out", "[data][gzip][hostile]") {
  Bytes noise(1U << 16);  // it does not compress, so that the zeros after it stay within the ratio
  std::uint32_t state = 1;
  std::generate(noise.begin(), noise.end(), [&] {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::uint8_t>(state >> 24U);
  });
  noise.resize(1U << 22);
  const Bytes file = gzip(noise, 65, nullptr, 1);
  REQUIRE(file.size() * kMaxGzipRatio > kMaxInflatedBytes);
  const Refusal refusal = refusal_of([&] { return gunzip(file, "big.gz"); });
  CHECK(refusal.code == "E_GZ_TOOBIG");
  CHECK_THAT(refusal.message, ContainsSubstring("268435456 bytes inflated"));
}

TEST_CASE("A gzip file cut anywhere is incomplete, not corrupt", "[data][gzip][hostile]") {
  const Bytes longer = gzip(long_payload());
  CHECK(longer.size() >= kLeastDamaged);
  std::size_t cuts = 0;
  for (const Bytes& good : {longer, with_all_fields()}) {
    cuts += for_each_truncation(good, [](const Bytes& file, std::size_t size) {
      const Refusal refusal = refusal_of([&] { return gunzip(file, "x.gz"); });
      INFO(size << " bytes: " << refusal.message);
      CHECK(refusal.code == (size == 0 ? "E_GZ_EMPTY" : "E_GZ_TRUNCATED"));
    });
  }
  figure("D2", "gzip, truncations", static_cast<double>(cuts));
}

TEST_CASE("A bit turned in a gzip file is noticed or does not matter", "[data][gzip][hostile]") {
  const Bytes longer = gzip(long_payload());
  CHECK(longer.size() >= kLeastDamaged);
  std::size_t turned = 0;
  std::size_t unnoticed_in_header = 0;
  for (const Bytes& good : {longer, with_all_fields()}) {
    const Bytes whole = gunzip(good, "x.gz");
    turned += for_each_bit_flip(good, [&](const Bytes& file, std::size_t at) {
      Bytes out;
      const Refusal refusal = refusal_of([&] { return out = gunzip(file, "x.gz"); });
      if (refusal.code != "none") return;
      // Also deflate has more than one way to say the same: another match, bits that fill up the last byte.
      INFO("byte " << at);
      CHECK(out == whole);
      if (at < 10) ++unnoticed_in_header;
    });
  }
  // FTEXT, time, extra flags and system of the first file; the header of the second has a checksum.
  CHECK(unnoticed_in_header == 1 + 32 + 8 + 8);
  figure("D2", "gzip, bits turned", static_cast<double>(turned));
}

TEST_CASE("gzip is told by its first two bytes", "[data][gzip]") {
  CHECK(is_gzip(gzip({})));
  CHECK_FALSE(is_gzip(payload()));
  CHECK_FALSE(is_gzip(Bytes{0x1f}));
}
