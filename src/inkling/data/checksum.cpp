#include "inkling/data/checksum.hpp"

#include <zlib.h>

namespace inkling {

std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t before) {
  return static_cast<std::uint32_t>(::crc32_z(before, bytes.data(), bytes.size()));
}

std::uint32_t checksum(const Dataset& dataset, std::uint32_t before) {
  std::uint32_t sum = before;
  for (Index i = 0; i < dataset.size(); ++i) {
    const std::uint8_t label = dataset.label(i);
    sum = crc32({&label, 1}, crc32(dataset.image(i), sum));
  }
  return sum;
}

}  // namespace inkling
