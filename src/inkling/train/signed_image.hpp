// Numbers of either sign as an image: what the page paints of weights, activations and gradients.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace inkling {

/// One byte for each number: 0 is zero, ±127 the greatest magnitude, -128 is never there.
struct SignedImage {
  std::vector<std::int8_t> shades;
  float greatest = 0;  ///< the magnitude that 127 stands for; 0 when all numbers are 0
};

/// round(127 · value / greatest). Error E_MODEL_NONFINITE for a number that is none, as `where` has them
/// after a training that diverged.
SignedImage signed_image(std::span<const float> values, const char* where);

}  // namespace inkling
