// All the small damages of a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inkling::testing {

/// How long at least a file of each format is, in bytes, that guarantee D2 has damaged everywhere.
inline constexpr std::size_t kLeastDamaged = 4096;

/// For files that are long to read: as WebAssembly, where to refuse one takes five times as long, every
/// seventh bit, so that each of a byte's eight has its turn.
#ifdef __EMSCRIPTEN__
inline constexpr std::size_t kSlowStride = 7;
#else
inline constexpr std::size_t kSlowStride = 1;
#endif

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

/// Calls check(the file with one bit turned, that bit's byte) for every so manieth bit. How many there were.
template <typename Check>
std::size_t for_each_bit_flip(std::vector<std::uint8_t> file, Check&& check, std::size_t stride = 1) {
  std::size_t turned = 0;
  for (std::size_t bit = 0; bit < 8 * file.size(); bit += stride, ++turned) {
    const std::size_t at = bit / 8;
    file[at] = static_cast<std::uint8_t>(file[at] ^ 1U << bit % 8);
    check(file, at);
    file[at] = static_cast<std::uint8_t>(file[at] ^ 1U << bit % 8);
  }
  return turned;
}

}  // namespace inkling::testing
