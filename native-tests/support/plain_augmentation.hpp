// What the kernels of augmentation compute, pixel by pixel as one would say it.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "inkling/data/affine_change.hpp"
#include "inkling/data/elastic_field.hpp"

namespace inkling::testing {

struct PlainImage {
  Index rows = 0;
  Index columns = 0;
  std::vector<std::uint8_t> pixels = {};

  /// 0 beyond the borders.
  [[nodiscard]] std::uint8_t at(Index row, Index column) const {
    const bool inside = row >= 0 && row < rows && column >= 0 && column < columns;
    return inside ? pixels[static_cast<std::size_t>(row * columns + column)] : std::uint8_t{0};
  }
};

/// Mixed with the greatest of the 3 × 3 pixels around in `share`, or with the least in -share.
inline PlainImage plain_thickness(const PlainImage& image, float share) {
  const int parts = static_cast<int>(std::abs(share) * 256 + 0.5F);
  PlainImage out = image;
  for (Index row = 0; row < image.rows; ++row)
    for (Index column = 0; column < image.columns; ++column) {
      std::uint8_t chosen = image.at(row, column);
      for (Index y = row - 1; y <= row + 1; ++y)
        for (Index x = column - 1; x <= column + 1; ++x)
          chosen = share > 0 ? std::max(chosen, image.at(y, x)) : std::min(chosen, image.at(y, x));
      out.pixels[static_cast<std::size_t>(row * image.columns + column)] =
          static_cast<std::uint8_t>((image.at(row, column) * (256 - parts) + chosen * parts + 128) / 256);
    }
  return out;
}

inline std::vector<float> plain_resample(const PlainImage& image, const AffineChange& affine,
                                         const ElasticChange& elastic, float divisor) {
  const AffineMap map = source_map(affine, image.rows, image.columns);
  const ElasticField& field = ElasticField::instance();
  std::vector<float> out;
  for (Index row = 0; row < image.rows; ++row)
    for (Index column = 0; column < image.columns; ++column) {
      const auto displacement = [&](bool half) {
        return *field.at(half, elastic.row + row, elastic.column + column);
      };
      const auto u = static_cast<float>(column);
      const auto v = static_cast<float>(row);
      // One further than the image's own counting, as the kernel's zeros are, so that both round alike.
      const float x = map.xx * u + (map.xy * v + map.x0 + 1) + elastic.x * displacement(elastic.swapped);
      const float y = map.yx * u + (map.yy * v + map.y0 + 1) + elastic.y * displacement(!elastic.swapped);
      const float left = std::floor(x);
      const float top = std::floor(y);
      const auto pixel = [&](Index down, Index right) {
        return static_cast<float>(
            image.at(static_cast<Index>(top) - 1 + down, static_cast<Index>(left) - 1 + right));
      };
      const float upper = pixel(0, 0) + (pixel(0, 1) - pixel(0, 0)) * (x - left);
      const float lower = pixel(1, 0) + (pixel(1, 1) - pixel(1, 0)) * (x - left);
      out.push_back((upper + (lower - upper) * (y - top)) / divisor);
    }
  return out;
}

}  // namespace inkling::testing
