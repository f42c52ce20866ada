// From grey levels to what a network takes.
#pragma once

#include <cstdint>
#include <span>

namespace inkling {

/// White is 1, as after torchvision's ToTensor. The tutorial's pickle divides by 256 instead: see
/// Dataset::pixel_divisor().
inline constexpr float kPixelDivisor = 255;

/// pixel / divisor for each pixel; `input` has room for as many floats.
void pixels_to_input(std::span<const std::uint8_t> pixels, float* input, float divisor);

/// pixel / 255, so 0..1. Training on IDX files and reading drawings both go this way: were they to differ
/// much, drawings would be read worse than tested. After training on pixels / 256 they differ by 0.4 %.
inline void pixels_to_input(std::span<const std::uint8_t> pixels, float* input) {
  pixels_to_input(pixels, input, kPixelDivisor);
}

}  // namespace inkling
