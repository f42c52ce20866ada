#include "inkling/ink/resize_bitmap.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace inkling {
namespace {

/// A side of `length` pixels laid over `cells` cells, both cut into whole units of the same size.
struct Axis {
  Index length;
  Index cells;

  [[nodiscard]] std::int64_t overlap(Index pixel, Index cell) const {
    return std::min(std::int64_t{pixel + 1} * cells, std::int64_t{cell + 1} * length) -
           std::max(std::int64_t{pixel} * cells, std::int64_t{cell} * length);
  }
  [[nodiscard]] Index first_cell(Index pixel) const {
    return static_cast<Index>(std::int64_t{pixel} * cells / length);
  }
};

}  // namespace

DigitImage resize_bitmap(const Bitmap& bitmap, const Frame& frame) {
  require_whole(bitmap);
  const int paper = paper_of(bitmap);
  const bool light = paper > 127;

  // As large as fits: the longer side, by the frame's measure, fills it.
  const bool wide = std::int64_t{bitmap.columns} * frame.rows >= std::int64_t{bitmap.rows} * frame.columns;
  const auto scaled = [](Index side, Index filled, Index filling) {
    return std::max<Index>(
        1, static_cast<Index>((std::int64_t{2} * side * filled + filling) / (std::int64_t{2} * filling)));
  };
  const Axis down = {
      bitmap.rows,
      wide ? std::min(frame.rows, scaled(bitmap.rows, frame.columns, bitmap.columns)) : frame.rows};
  const Axis across = {
      bitmap.columns,
      wide ? frame.columns : std::min(frame.columns, scaled(bitmap.columns, frame.rows, bitmap.rows))};
  std::vector<std::int64_t> sums(static_cast<std::size_t>(down.cells * across.cells));
  for (Index row = 0; row < bitmap.rows; ++row) {
    for (Index column = 0; column < bitmap.columns; ++column) {
      const std::int64_t value = bitmap.pixels[static_cast<std::size_t>(row * bitmap.columns + column)];
      for (Index i = down.first_cell(row); i < down.cells && down.overlap(row, i) > 0; ++i)
        for (Index j = across.first_cell(column); j < across.cells && across.overlap(column, j) > 0; ++j)
          sums[static_cast<std::size_t>(i * across.cells + j)] +=
              value * down.overlap(row, i) * across.overlap(column, j);
    }
  }

  const std::int64_t area = std::int64_t{bitmap.rows} * bitmap.columns;  // units of a cell
  const auto grey = [light](std::int64_t level) {
    return static_cast<std::uint8_t>(light ? 255 - level : level);
  };
  DigitImage image{.frame = frame};
  std::fill(image.pixels.begin(), image.pixels.end(), grey(paper));
  const Index top = (frame.rows - down.cells) / 2;
  const Index left = (frame.columns - across.cells) / 2;
  for (Index i = 0; i < down.cells; ++i)
    for (Index j = 0; j < across.cells; ++j)
      image.pixels[static_cast<std::size_t>((i + top) * frame.columns + j + left)] =
          grey((2 * sums[static_cast<std::size_t>(i * across.cells + j)] + area) / (2 * area));
  return image;
}

}  // namespace inkling
