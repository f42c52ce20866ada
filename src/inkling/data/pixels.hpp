// From grey levels to what a network takes.
#pragma once

#include <cstdint>
#include <span>

namespace inkling {

/// pixel / 255, so 0..1, as torchvision's ToTensor. `input` has room for as many floats as there are pixels.
/// Training and reading drawings both go this way: were they to differ, drawings would be read worse than
/// tested.
void pixels_to_input(std::span<const std::uint8_t> pixels, float* input);

}  // namespace inkling
