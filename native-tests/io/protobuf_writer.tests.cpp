#include "inkling/io/protobuf_writer.hpp"

#include <catch2/catch_test_macros.hpp>

#include "support/protobuf.hpp"

using namespace inkling;
using Bytes = std::vector<std::uint8_t>;

// The bytes of the first three stand in protobuf's own description of the encoding.
TEST_CASE("Fields are encoded as protobuf says", "[io][protobuf]") {
  ProtobufWriter number;
  number.integer(1, 150);
  CHECK(number.result() == Bytes{0x08, 0x96, 0x01});

  ProtobufWriter text;
  text.string(2, "testing");
  CHECK(text.result() == Bytes{0x12, 0x07, 't', 'e', 's', 't', 'i', 'n', 'g'});

  ProtobufWriter nested;
  nested.message(3, number);
  CHECK(nested.result() == Bytes{0x1a, 0x03, 0x08, 0x96, 0x01});

  ProtobufWriter real;
  real.float32(2, 0.5F);
  CHECK(real.result() == Bytes{0x15, 0, 0, 0, 0x3f});

  ProtobufWriter far;
  far.integer(20, 0);  // from field 16 on a key takes two bytes
  CHECK(far.result() == Bytes{0xa0, 0x01, 0x00});

  ProtobufWriter empty;
  empty.string(1, "");
  CHECK(empty.result() == Bytes{0x0a, 0x00});
}

TEST_CASE("Numbers of every length are read back", "[io][protobuf]") {
  for (unsigned bits = 0; bits < 64; ++bits) {
    const std::uint64_t power = std::uint64_t{1} << bits;
    for (const std::uint64_t value : {power - 1, power, ~power + 1}) {
      ProtobufWriter writer;
      writer.integer(7, value);
      CHECK(testing::Protobuf(writer.result()).integer(7) == value);
    }
  }
}

TEST_CASE("Bytes of every length are read back", "[io][protobuf]") {
  for (const std::size_t size : {0U, 1U, 127U, 128U, 16'383U, 16'384U, 100'000U}) {
    ProtobufWriter writer;
    writer.bytes(9, std::vector<std::byte>(size, std::byte{0xff}));
    writer.integer(1, 2);
    const testing::Protobuf read(writer.result());
    CHECK(read.one(9).bytes.size() == size);
    CHECK(read.integer(1) == 2);
  }
}
