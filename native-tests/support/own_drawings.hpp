// Drawings unlike any image of patterns.hpp, for a network to learn.
#pragma once

#include <cstdint>
#include <vector>

#include "inkling/data/dataset.hpp"

namespace inkling::testing {

/// 28 × 28 with a bar of 255 across, at the row given, on black.
inline std::vector<std::uint8_t> bar_image(int row) {
  std::vector<std::uint8_t> pixels(28 * 28, 0);
  for (int y = row; y < row + 3; ++y)
    for (int x = 3; x < 25; ++x) pixels[static_cast<std::size_t>(28 * y + x)] = 255;
  return pixels;
}

struct OwnDrawing {
  int row;
  std::uint8_t label;
};

inline Dataset own_drawings(const std::vector<OwnDrawing>& drawings, Index classes = 10) {
  const auto count = static_cast<Index>(drawings.size());
  IdxTensor images{"drawings", {count, 28, 28}, {}};
  IdxTensor labels{"labels", {count}, {}};
  for (const auto& [row, label] : drawings) {
    const std::vector<std::uint8_t> pixels = bar_image(row);
    images.values.insert(images.values.end(), pixels.begin(), pixels.end());
    labels.values.push_back(label);
  }
  return {std::move(images), std::move(labels), classes};
}

}  // namespace inkling::testing
