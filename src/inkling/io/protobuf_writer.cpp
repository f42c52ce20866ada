#include "inkling/io/protobuf_writer.hpp"

#include <bit>

namespace inkling {
namespace {

constexpr std::uint32_t kVarint = 0;
constexpr std::uint32_t kLengthDelimited = 2;
constexpr std::uint32_t kFixed32 = 5;

}  // namespace

void ProtobufWriter::varint(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out_.push_back(static_cast<std::uint8_t>(value | 0x80));
  out_.push_back(static_cast<std::uint8_t>(value));
}

void ProtobufWriter::key(std::uint32_t field, std::uint32_t wire_type) {
  varint(std::uint64_t{field} << 3 | wire_type);
}

void ProtobufWriter::integer(std::uint32_t field, std::uint64_t value) {
  key(field, kVarint);
  varint(value);
}

void ProtobufWriter::float32(std::uint32_t field, float value) {
  key(field, kFixed32);
  const auto bits = std::bit_cast<std::uint32_t>(value);
  for (unsigned shift = 0; shift < 32; shift += 8) out_.push_back(static_cast<std::uint8_t>(bits >> shift));
}

void ProtobufWriter::bytes(std::uint32_t field, std::span<const std::byte> value) {
  key(field, kLengthDelimited);
  varint(value.size());
  const auto* const first = reinterpret_cast<const std::uint8_t*>(value.data());
  out_.insert(out_.end(), first, first + value.size());
}

void ProtobufWriter::string(std::uint32_t field, std::string_view value) {
  bytes(field, std::as_bytes(std::span(value)));
}

void ProtobufWriter::message(std::uint32_t field, const ProtobufWriter& value) {
  bytes(field, std::as_bytes(std::span(value.result())));
}

}  // namespace inkling
