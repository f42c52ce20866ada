// The bytes of a pickle, taken from front to back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace inkling {

class PickleInput {
 public:
  /// Both must outlive it.
  PickleInput(std::span<const std::uint8_t> bytes, const std::string& name) : bytes_(bytes), name_(name) {}

  /// The next opcode; where() tells its place until the next one. Each of these: Error E_PKL_SHORT at the
  /// end.
  std::uint8_t take_opcode();
  std::span<const std::uint8_t> take(std::uint64_t size);
  std::uint64_t take_number(unsigned bytes);  ///< little-endian, unsigned, at most eight
  std::string_view take_line();               ///< without its '\n', which is taken too
  void require(std::uint64_t size) const;     ///< that so many are left

  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
  [[nodiscard]] std::size_t opcode_at() const { return opcode_at_; }
  [[nodiscard]] std::string where() const;  ///< "mnist.pkl, byte 17"

 private:
  std::span<const std::uint8_t> bytes_;
  const std::string& name_;
  std::size_t at_ = 0;  // of what comes next
  std::size_t opcode_at_ = 0;
};

}  // namespace inkling
