#include "inkling/data/pixels.hpp"

#include <algorithm>

namespace inkling {

void pixels_to_input(std::span<const std::uint8_t> pixels, float* input, float divisor) {
  // A division each, not a factor, which would round otherwise, nor a table, which vectors cannot read.
  std::transform(pixels.begin(), pixels.end(), input,
                 [divisor](std::uint8_t pixel) { return static_cast<float>(pixel) / divisor; });
}

}  // namespace inkling
