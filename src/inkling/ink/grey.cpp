#include "inkling/ink/grey.hpp"

#include <cstddef>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

std::uint32_t over_white(std::uint32_t value, std::uint32_t alpha) {
  return (value * alpha + 255 * (255 - alpha) + 127) / 255;
}

}  // namespace

std::vector<std::uint8_t> grey_levels(std::span<const std::uint8_t> rgba) {
  INKLING_REQUIRE(rgba.size() % 4 == 0, "E_INK_BITMAP", "grey_levels", "four numbers for each pixel",
                  text(rgba.size(), " numbers"), "");
  std::vector<std::uint8_t> grey(rgba.size() / 4);
  for (std::size_t i = 0; i < grey.size(); ++i) {
    const auto pixel = rgba.subspan(4 * i).first<4>();
    const std::uint32_t red = over_white(pixel[0], pixel[3]);
    const std::uint32_t green = over_white(pixel[1], pixel[3]);
    const std::uint32_t blue = over_white(pixel[2], pixel[3]);
    grey[i] = static_cast<std::uint8_t>((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16U);
  }
  return grey;
}

}  // namespace inkling
