// The wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding), as far as ONNX files need
// it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace inkling {

/// One message. Fields are written in the order of the calls, so that the same calls give the same bytes;
/// a message within a message is written by itself first.
class ProtobufWriter {
 public:
  /// int32, int64, uint64, enum and bool: a varint. Negative numbers are not for it.
  void integer(std::uint32_t field, std::uint64_t value);
  void float32(std::uint32_t field, float value);
  void string(std::uint32_t field, std::string_view value);
  void bytes(std::uint32_t field, std::span<const std::byte> value);
  void message(std::uint32_t field, const ProtobufWriter& value);

  [[nodiscard]] const std::vector<std::uint8_t>& result() const { return out_; }

 private:
  void varint(std::uint64_t value);
  void key(std::uint32_t field, std::uint32_t wire_type);

  std::vector<std::uint8_t> out_;
};

}  // namespace inkling
