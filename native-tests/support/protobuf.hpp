// Reads protobuf's wire format without a schema, to look into what was written. Written apart from the
// writer.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace inkling::testing {

struct ProtobufField {
  std::uint64_t number = 0;
  std::uint64_t wire_type = 0;
  std::uint64_t integer = 0;                 // of wire type 0, and 5 as bits
  std::span<const std::uint8_t> bytes = {};  // of wire type 2
};

class Protobuf {
 public:
  /// Throws when the bytes are no message to their last one.
  explicit Protobuf(std::span<const std::uint8_t> bytes) : rest_(bytes) {
    while (!rest_.empty()) {
      const std::uint64_t key = varint();
      ProtobufField field{key / 8, key % 8};
      if (field.wire_type == 0) {
        field.integer = varint();
      } else if (field.wire_type == 2) {
        const std::uint64_t size = varint();
        field.bytes = take(size);
      } else if (field.wire_type == 5) {
        const std::span<const std::uint8_t> four = take(4);
        for (std::size_t i = 4; i-- > 0;) field.integer = field.integer * 256 + four[i];
      } else {
        throw std::runtime_error("wire type " + std::to_string(field.wire_type));
      }
      fields.push_back(field);
    }
  }

  [[nodiscard]] std::vector<ProtobufField> all(std::uint64_t number) const {
    std::vector<ProtobufField> found;
    for (const ProtobufField& field : fields)
      if (field.number == number) found.push_back(field);
    return found;
  }
  [[nodiscard]] ProtobufField one(std::uint64_t number) const {
    const std::vector<ProtobufField> found = all(number);
    if (found.size() != 1) throw std::runtime_error("not one field " + std::to_string(number));
    return found.front();
  }
  [[nodiscard]] std::uint64_t integer(std::uint64_t number) const { return one(number).integer; }
  [[nodiscard]] Protobuf message(std::uint64_t number) const { return Protobuf(one(number).bytes); }
  [[nodiscard]] std::string text(std::uint64_t number) const { return text(one(number)); }
  [[nodiscard]] static std::string text(const ProtobufField& field) {
    return {field.bytes.begin(), field.bytes.end()};
  }

  std::vector<ProtobufField> fields;

 private:
  std::span<const std::uint8_t> take(std::uint64_t size) {
    if (size > rest_.size()) throw std::runtime_error("cut short");
    const std::span<const std::uint8_t> taken = rest_.first(static_cast<std::size_t>(size));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t byte = take(1).front();
      value |= std::uint64_t{byte & 0x7fU} << shift;
      if (byte < 0x80) return value;
    }
    throw std::runtime_error("a varint without an end");
  }

  std::span<const std::uint8_t> rest_;
};

}  // namespace inkling::testing
