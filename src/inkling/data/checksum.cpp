#include "inkling/data/checksum.hpp"

#include <array>
#include <cstring>

#include <zlib.h>

namespace inkling {

std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t before) {
  return static_cast<std::uint32_t>(::crc32_z(before, bytes.data(), bytes.size()));
}

std::uint32_t checksum(const Dataset& dataset, std::uint32_t before) {
  const float divisor = dataset.pixel_divisor();
  std::array<std::uint8_t, sizeof divisor> divisor_bytes{};
  std::memcpy(divisor_bytes.data(), &divisor, sizeof divisor);
  std::uint32_t sum = crc32(divisor_bytes, before);
  for (Index i = 0; i < dataset.size(); ++i) {
    const std::uint8_t label = dataset.label(i);
    sum = crc32({&label, 1}, crc32(dataset.image(i), sum));
  }
  return sum;
}

}  // namespace inkling
