#include "inkling/ink/digit_image.hpp"

#include <algorithm>
#include <cstddef>

namespace inkling {

int Frame::box_side() const {
  return std::max(1, static_cast<int>((std::min(rows, columns) * kBoxSide + kSide / 2) / kSide));
}

std::vector<std::uint8_t> stretched(const std::vector<double>& ink) {
  const double peak = *std::max_element(ink.begin(), ink.end());
  std::vector<std::uint8_t> grey(ink.size());
  std::transform(ink.begin(), ink.end(), grey.begin(),
                 [peak](double value) { return static_cast<std::uint8_t>(value * 255 / peak + 0.5); });
  return grey;
}

std::optional<DigitImage> place_in_frame(const std::vector<double>& box, const Frame& frame) {
  if (!(*std::max_element(box.begin(), box.end()) > 0)) return std::nullopt;

  const Index side = frame.box_side();
  const std::vector<std::uint8_t> grey = stretched(box);
  std::int64_t mass = 0;
  // Pixel centres are odd numbers of half pixels from the box's edge: whole numbers lose nothing.
  std::int64_t moment_x = 0;
  std::int64_t moment_y = 0;
  for (Index row = 0; row < side; ++row) {
    for (Index column = 0; column < side; ++column) {
      const auto i = static_cast<std::size_t>(row * side + column);
      mass += grey[i];
      moment_x += std::int64_t{grey[i]} * (2 * column + 1);
      moment_y += std::int64_t{grey[i]} * (2 * row + 1);
    }
  }

  DigitImage image{.frame = frame};
  // trunc(side / 2 + 1 - c), c = moment / (2 mass)
  const auto left = static_cast<Index>(((frame.columns + 2) * mass - moment_x) / (2 * mass));
  const auto top = static_cast<Index>(((frame.rows + 2) * mass - moment_y) / (2 * mass));
  for (Index row = std::max<Index>(0, -top); row < std::min(side, frame.rows - top); ++row) {
    for (Index column = std::max<Index>(0, -left); column < std::min(side, frame.columns - left); ++column) {
      image.pixels[static_cast<std::size_t>((row + top) * frame.columns + column + left)] =
          grey[static_cast<std::size_t>(row * side + column)];
    }
  }
  return image;
}

}  // namespace inkling
