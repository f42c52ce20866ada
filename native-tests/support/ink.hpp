// Images whose ink is known, and what is known of ink.
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "inkling/core/random.hpp"
#include "inkling/core/types.hpp"
#include "support/plain_augmentation.hpp"

namespace inkling::testing {

/// A blot of 28 × 28, off the middle, smooth and well within the borders.
inline PlainImage blot() {
  PlainImage image{28, 28};
  for (int y = 0; y < 28; ++y)
    for (int x = 0; x < 28; ++x)
      image.pixels.push_back(
          static_cast<std::uint8_t>(255 * std::exp(-((x - 15) * (x - 15) + (y - 12) * (y - 12)) / 8.0)));
  return image;
}

/// Random grey levels in a random box, 0 around it, as digits have it.
inline PlainImage random_ink(Index rows, Index columns, Generator& generator) {
  PlainImage image{rows, columns, std::vector<std::uint8_t>(static_cast<std::size_t>(rows * columns))};
  const auto below = [&](Index most) { return static_cast<Index>(generator.random32() % (most + 1)); };
  const Index top = below(rows / 2);
  const Index left = below(columns / 2);
  const Index bottom = top + below(rows - top);
  const Index right = left + below(columns - left);
  for (Index row = top; row < bottom; ++row)
    for (Index column = left; column < right; ++column)
      image.pixels[static_cast<std::size_t>(row * columns + column)] =
          static_cast<std::uint8_t>(generator.random32() % 256);
  return image;
}

/// Sums over an image of 28 columns.
struct Ink {
  double mass = 0;
  double x = 0;  ///< its centre
  double y = 0;
};

inline Ink ink_of(std::span<const float> image) {
  Ink ink;
  for (std::size_t i = 0; i < image.size(); ++i) {
    const double value = image[i];
    ink.mass += value;
    ink.x += value * static_cast<double>(i % 28);
    ink.y += value * static_cast<double>(i / 28);
  }
  ink.x /= ink.mass;
  ink.y /= ink.mass;
  return ink;
}

}  // namespace inkling::testing
