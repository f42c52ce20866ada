// IDX files for tests.
#pragma once

#include <cstdint>
#include <vector>

namespace inkling::testing {

/// The magic number and the dimensions, without the values.
inline std::vector<std::uint8_t> idx_header(const std::vector<std::uint32_t>& dims, std::uint8_t type = 8) {
  std::vector<std::uint8_t> out = {0, 0, type, static_cast<std::uint8_t>(dims.size())};
  for (const std::uint32_t dim : dims) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) out.push_back(static_cast<std::uint8_t>(dim >> shift));
  }
  return out;
}

/// A whole file. The values are 0, 1, 2 ... below `modulus`, over and over.
inline std::vector<std::uint8_t> idx_file(const std::vector<std::uint32_t>& dims, unsigned modulus = 256) {
  std::vector<std::uint8_t> out = idx_header(dims);
  std::size_t size = 1;
  for (const std::uint32_t dim : dims) size *= dim;
  for (std::size_t i = 0; i < size; ++i) out.push_back(static_cast<std::uint8_t>(i % modulus));
  return out;
}

}  // namespace inkling::testing
