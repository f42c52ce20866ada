#include "inkling/data/file_kind.hpp"

#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace inkling;
using Bytes = std::vector<std::uint8_t>;

TEST_CASE("Formats are told by their first bytes", "[data][file_kind]") {
  CHECK(file_kind(Bytes{'P', 'K', 3, 4}) == "zip");
  CHECK(file_kind(Bytes{0x1f, 0x8b}) == "gzip");
  CHECK(file_kind(Bytes{0xfd, '7', 'z', 'X', 'Z', 0}) == "xz");
  CHECK(file_kind(Bytes{0xfd, '7', 'z', 'X', 'Z'}).empty());
  CHECK(file_kind(Bytes{0x80, 2, 'c'}) == "a Python pickle");
  CHECK(file_kind(Bytes{0x80, 4, 0x95}) == "a Python pickle");
  CHECK(file_kind(Bytes{0x80, 0}).empty());
  CHECK(file_kind(Bytes(512, 0)).empty());
  CHECK(file_kind({}).empty());
}

TEST_CASE("A start that is not known is shown byte by byte", "[data][file_kind]") {
  CHECK(describe_start(Bytes{'P', 'K', 3, 4}) == "zip");
  CHECK(describe_start(Bytes{0, 0xAB, 8, 3, 9}) == "00 ab 08 03");
  CHECK(describe_start(Bytes{7}) == "07");
}
