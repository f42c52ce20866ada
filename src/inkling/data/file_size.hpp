// How big a data file may be, said before it is read.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace inkling {

/// What to say of a file that is too big without being gzip.
struct TooBig {
  const char* code;
  const char* hint;
};
inline constexpr TooBig kIdxTooBig = {"E_IDX_TOOBIG", "MNIST's largest file has 47,040,016."};
inline constexpr TooBig kPickleTooBig = {"E_PKL_TOOBIG", "mnist.pkl has about 220,000,000."};

/// By its first two bytes, or however many there are, and its size. Error E_GZ_TOOBIG above kMaxGzipBytes if
/// it is gzip, else `plain`'s code above kMaxInflatedBytes.
void require_file_size(std::span<const std::uint8_t> start, std::uint64_t size, const std::string& name,
                       const TooBig& plain);

}  // namespace inkling
