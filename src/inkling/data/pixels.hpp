// From grey levels to what a network takes.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace inkling {

/// White is 1, as after torchvision's ToTensor. The tutorial's pickle divides by 256 instead: see
/// Dataset::pixel_divisor().
inline constexpr float kPixelDivisor = 255;

/// pixel / divisor for each pixel of a byte. Dividing once for each of the 256 grey levels instead of once
/// for each pixel gives the same floats.
using GreyLevels = std::array<float, 256>;
GreyLevels grey_levels(float divisor);

/// `input` has room for as many floats as there are pixels.
void pixels_to_input(std::span<const std::uint8_t> pixels, float* input, const GreyLevels& levels);

/// pixel / 255, so 0..1. Training on IDX files and reading drawings both go this way: were they to differ
/// much, drawings would be read worse than tested. After training on pixels / 256 they differ by 0.4 %.
void pixels_to_input(std::span<const std::uint8_t> pixels, float* input);

}  // namespace inkling
