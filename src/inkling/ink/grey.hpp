// From a browser's pixels, ImageData's, to grey levels.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace inkling {

/// Red, green, blue and alpha of each pixel, not premultiplied, laid over white paper; then the luma of
/// ITU-R BT.601, as Pillow's convert('L') rounds it (libImaging/Convert.c), by which a grey pixel stays as it
/// is. Error E_INK_BITMAP unless there are four numbers for each pixel.
std::vector<std::uint8_t> grey_levels(std::span<const std::uint8_t> rgba);

}  // namespace inkling
