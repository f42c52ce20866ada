// What the tests measure of an image.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "inkling/ink/digit_image.hpp"

namespace inkling::testing {

struct Measures {
  double center_x = 0;  ///< of mass, in pixel indices: the middle of the image is 13.5
  double center_y = 0;
  int width = 0;  ///< of the box around all ink
  int height = 0;
  int peak = 0;
  double area = 0;          ///< in full pixels
  double stroke_width = 0;  ///< 2 · area / perimeter
};

/// The perimeter is the total variation of the grey levels: for a full-black shape the length of its outline,
/// for a soft edge the same.
inline Measures measure(const DigitImage& image) {
  constexpr int kSide = DigitImage::kSide;
  const auto at = [&image](int row, int column) -> double {
    const bool inside = row >= 0 && row < kSide && column >= 0 && column < kSide;
    return inside ? image.pixels[static_cast<std::size_t>(row * kSide + column)] / 255.0 : 0;
  };
  Measures m;
  double perimeter = 0;
  int left = kSide;
  int right = -1;
  int top = kSide;
  int bottom = -1;
  for (int row = -1; row < kSide; ++row) {
    for (int column = -1; column < kSide; ++column) {
      const double value = at(row, column);
      perimeter += std::hypot(at(row, column + 1) - value, at(row + 1, column) - value);
      if (value == 0) continue;
      m.area += value;
      m.center_x += value * column;
      m.center_y += value * row;
      m.peak = std::max(m.peak, static_cast<int>(std::lround(value * 255)));
      left = std::min(left, column);
      right = std::max(right, column);
      top = std::min(top, row);
      bottom = std::max(bottom, row);
    }
  }
  m.center_x /= m.area;
  m.center_y /= m.area;
  m.width = right - left + 1;
  m.height = bottom - top + 1;
  m.stroke_width = 2 * m.area / perimeter;
  return m;
}

/// Grey levels between the two at the pixel where they differ most.
inline int largest_difference(const DigitImage& a, const DigitImage& b) {
  int largest = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    largest = std::max(largest, std::abs(static_cast<int>(a.pixels[i]) - static_cast<int>(b.pixels[i])));
  }
  return largest;
}

}  // namespace inkling::testing
