// All the small damages of a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inkling::testing {

/// Calls check(the file's first n bytes, n) for every n below its size. A copy of exactly that many bytes, so
/// that AddressSanitizer sees a read past the end.
template <typename Check>
void for_each_truncation(const std::vector<std::uint8_t>& file, Check&& check) {
  for (std::size_t size = 0; size < file.size(); ++size) {
    check(std::vector<std::uint8_t>(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)), size);
  }
}

/// Calls check(the file with one bit turned, that bit's byte) for every bit.
template <typename Check>
void for_each_bit_flip(std::vector<std::uint8_t> file, Check&& check) {
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      file[at] = static_cast<std::uint8_t>(file[at] ^ 1U << bit);
      check(file, at);
      file[at] = static_cast<std::uint8_t>(file[at] ^ 1U << bit);
    }
  }
}

}  // namespace inkling::testing
