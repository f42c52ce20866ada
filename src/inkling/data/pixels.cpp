#include "inkling/data/pixels.hpp"

#include <algorithm>
#include <array>

namespace inkling {
namespace {

// Dividing once for each of the 256 grey levels instead of once for each pixel gives the same floats.
const std::array<float, 256>& grey_levels() {
  static const std::array<float, 256> levels = [] {
    std::array<float, 256> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<float>(i) / 255.0F;
    return all;
  }();
  return levels;
}

}  // namespace

void pixels_to_input(std::span<const std::uint8_t> pixels, float* input) {
  const std::array<float, 256>& levels = grey_levels();
  std::transform(pixels.begin(), pixels.end(), input,
                 [&levels](std::uint8_t pixel) { return levels[pixel]; });
}

}  // namespace inkling
