#include "inkling/data/resample.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace inkling {
namespace {

constexpr Index kSegment = ElasticField::kSegment;

/// Where the pixels of a part of a row come from.
struct Sources {
  std::array<std::int32_t, kSegment> upper_left;  ///< place in Neighbours
  std::array<float, kSegment> right;              ///< share of the pixels on the right
  std::array<float, kSegment> lower;              ///< and of those below
};

/// What ink can reach: a place comes from within `reach` of where the affine change takes it from, and has
/// ink of pixels less than one away from there.
PixelBox reached_box(const PixelBox& ink, const AffineChange& change, float reach, Index rows,
                     Index columns) {
  if (ink == PixelBox{}) return {};
  const AffineMap map = target_map(change, rows, columns);
  const float wide = 1.01F + reach;  // with what rounding may do
  const auto range = [&](float x_factor, float y_factor, float start, Index most) {
    const float left = x_factor * (static_cast<float>(ink.first_column) - wide);
    const float right = x_factor * (static_cast<float>(ink.last_column - 1) + wide);
    const float top = y_factor * (static_cast<float>(ink.first_row) - wide);
    const float bottom = y_factor * (static_cast<float>(ink.last_row - 1) + wide);
    const float least = start + std::min(left, right) + std::min(top, bottom);
    const float greatest = start + std::max(left, right) + std::max(top, bottom);
    const auto end = static_cast<float>(most);
    return std::pair(static_cast<Index>(std::clamp(std::floor(least), 0.0F, end)),
                     static_cast<Index>(std::clamp(std::ceil(greatest) + 1, 0.0F, end)));
  };
  const auto [left, right] = range(map.xx, map.xy, map.x0, columns);
  const auto [top, bottom] = range(map.yx, map.yy, map.y0, rows);
  if (left >= right || top >= bottom) return {};
  // A whole number of vectors, for there is room on one side or the other.
  const Index width = std::min((right - left + 3) / 4 * 4, columns);
  const Index first = std::min(left, columns - width);
  return {top, bottom, first, first + width};
}

}  // namespace

Neighbours::Neighbours(Index rows, Index columns)
    : stride_(PaddedImage(0, columns).stride()), values_(static_cast<std::size_t>((rows + 2) * stride_)) {}

void Neighbours::assign(const PaddedImage& image, const PixelBox& ink) {
  std::uint32_t* const values = values_.data();
  const Index first = ink.first_row * stride_;  // the row above the ink
  const Index last = (ink.last_row + 1) * stride_;
  std::fill(values, values + first, 0U);
  const std::uint8_t* const upper = image.row(0);
  const std::uint8_t* const lower = image.row(1);
  for (Index i = first; i < last; ++i)
    values[i] = upper[i] | static_cast<std::uint32_t>(upper[i + 1]) << 8U |
                static_cast<std::uint32_t>(lower[i]) << 16U | static_cast<std::uint32_t>(lower[i + 1]) << 24U;
  std::fill(values + last, values + values_.size(), 0U);
}

void resample(const Neighbours& neighbours, Index rows, Index columns, const PixelBox& ink,
              const AffineChange& affine, const ElasticChange& elastic, const ElasticField& field,
              float divisor, float* input) {
  std::fill(input, input + rows * columns, 0.0F);
  const float reach = std::max(std::abs(elastic.x), std::abs(elastic.y)) * field.most();
  const PixelBox box = reached_box(ink, affine, reach, rows, columns);
  const AffineMap map = source_map(affine, rows, columns);
  const auto most_x = static_cast<float>(columns + 1);
  const auto most_y = static_cast<float>(rows + 1);
  const auto stride = static_cast<std::int32_t>(neighbours.stride());
  Sources sources;
  std::array<std::uint32_t, kSegment> around;
  for (Index row = box.first_row; row < box.last_row; ++row) {
    const auto v = static_cast<float>(row);
    const float row_x = map.xy * v + map.x0 + 1;  // 1: the zeros on the left
    const float row_y = map.yy * v + map.y0 + 1;
    for (Index first = box.first_column; first < box.last_column; first += kSegment) {
      const auto count = static_cast<std::int32_t>(std::min(box.last_column - first, kSegment));
      const float* const move_x = field.at(elastic.swapped, elastic.row + row, elastic.column + first);
      const float* const move_y = field.at(!elastic.swapped, elastic.row + row, elastic.column + first);
      // Three loops, of which compilers make vectors of the first and the last.
      for (std::int32_t i = 0; i < count; ++i) {
        const auto u = static_cast<float>(static_cast<std::int32_t>(first) + i);
        float x = map.xx * u + row_x + elastic.x * move_x[i];
        float y = map.yx * u + row_y + elastic.y * move_y[i];
        x = x > 0 ? x : 0;  // further out all is 0, as there
        y = y > 0 ? y : 0;
        x = x < most_x ? x : most_x;
        y = y < most_y ? y : most_y;
        const auto left = static_cast<std::int32_t>(x);
        const auto top = static_cast<std::int32_t>(y);
        sources.right[static_cast<std::size_t>(i)] = x - static_cast<float>(left);
        sources.lower[static_cast<std::size_t>(i)] = y - static_cast<float>(top);
        sources.upper_left[static_cast<std::size_t>(i)] = top * stride + left;
      }
      for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
        around[i] = neighbours.data()[sources.upper_left[i]];
      float* const out = input + row * columns + first;
      for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        const auto pixel = [&](unsigned shift) {
          return static_cast<float>(static_cast<std::int32_t>((around[i] >> shift) & 255U));
        };
        const float upper = pixel(0) + (pixel(8) - pixel(0)) * sources.right[i];
        const float lower = pixel(16) + (pixel(24) - pixel(16)) * sources.right[i];
        out[i] = (upper + (lower - upper) * sources.lower[i]) / divisor;
      }
    }
  }
}

}  // namespace inkling
