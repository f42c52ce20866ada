#include "inkling/data/pixels.hpp"

#include <algorithm>
#include <cstddef>

namespace inkling {

GreyLevels grey_levels(float divisor) {
  GreyLevels levels{};
  for (std::size_t i = 0; i < levels.size(); ++i) levels[i] = static_cast<float>(i) / divisor;
  return levels;
}

void pixels_to_input(std::span<const std::uint8_t> pixels, float* input, const GreyLevels& levels) {
  std::transform(pixels.begin(), pixels.end(), input,
                 [&levels](std::uint8_t pixel) { return levels[pixel]; });
}

void pixels_to_input(std::span<const std::uint8_t> pixels, float* input) {
  static const GreyLevels levels = grey_levels(kPixelDivisor);
  pixels_to_input(pixels, input, levels);
}

}  // namespace inkling
