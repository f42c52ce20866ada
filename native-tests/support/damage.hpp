// All the small damages of a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inkling::testing {

/// Calls check(the file's first n bytes, n) for every n below its size. A copy of exactly that many bytes, so
/// that AddressSanitizer sees a read past the end. How many there were.
template <typename Check>
std::size_t for_each_truncation(const std::vector<std::uint8_t>& file, Check&& check) {
  std::size_t cuts = 0;
  for (std::size_t size = 0; size < file.size(); ++size, ++cuts) {
    check(std::vector<std::uint8_t>(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)), size);
  }
  return cuts;
}

/// Calls check(the file with one bit turned, that bit's byte) for every bit. How many there were.
template <typename Check>
std::size_t for_each_bit_flip(std::vector<std::uint8_t> file, Check&& check) {
  std::size_t turned = 0;
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit, ++turned) {
      file[at] = static_cast<std::uint8_t>(file[at] ^ 1U << bit);
      check(file, at);
      file[at] = static_cast<std::uint8_t>(file[at] ^ 1U << bit);
    }
  }
  return turned;
}

}  // namespace inkling::testing
