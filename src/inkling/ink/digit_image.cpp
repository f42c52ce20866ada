#include "inkling/ink/digit_image.hpp"

#include <algorithm>
#include <cstddef>

namespace inkling {

std::optional<DigitImage> place_in_frame(const std::vector<double>& box) {
  const double peak = *std::max_element(box.begin(), box.end());
  if (!(peak > 0)) return std::nullopt;

  std::array<std::uint8_t, kBoxSide * kBoxSide> grey{};
  int mass = 0;
  int moment_x =
      0;  // pixel centres are odd numbers of half pixels from the box's edge: whole numbers lose nothing
  int moment_y = 0;
  for (int row = 0; row < kBoxSide; ++row) {
    for (int column = 0; column < kBoxSide; ++column) {
      const auto i = static_cast<std::size_t>(row * kBoxSide + column);
      grey[i] = static_cast<std::uint8_t>(box[i] * 255 / peak + 0.5);
      mass += grey[i];
      moment_x += grey[i] * (2 * column + 1);
      moment_y += grey[i] * (2 * row + 1);
    }
  }

  DigitImage image;
  const int left = (30 * mass - moment_x) / (2 * mass);  // trunc(15 - c), c = moment / (2 mass)
  const int top = (30 * mass - moment_y) / (2 * mass);
  for (int row = std::max(0, -top); row < std::min(kBoxSide, DigitImage::kSide - top); ++row) {
    for (int column = std::max(0, -left); column < std::min(kBoxSide, DigitImage::kSide - left); ++column) {
      image.pixels[static_cast<std::size_t>((row + top) * DigitImage::kSide + column + left)] =
          grey[static_cast<std::size_t>(row * kBoxSide + column)];
    }
  }
  return image;
}

}  // namespace inkling
