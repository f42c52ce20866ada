#include "inkling/ink/render_bitmap.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

void check(const Bitmap& bitmap, const BitmapOptions& options) {
  const auto pixels = static_cast<Index>(bitmap.pixels.size());
  INKLING_REQUIRE(bitmap.rows > 0 && bitmap.columns > 0 && pixels % bitmap.columns == 0 &&
                      pixels / bitmap.columns == bitmap.rows,
                  "E_INK_BITMAP", "render_bitmap", text(bitmap.rows, " × ", bitmap.columns, " pixels"),
                  text(pixels, " pixels"), "");
  INKLING_REQUIRE(options.noise >= 0 && options.noise <= 255, "E_INK_NOISE", "render_bitmap",
                  "a noise of 0..255 grey levels", text(options.noise), "");
}

std::uint8_t median_of_border(const Bitmap& bitmap) {
  std::vector<std::uint8_t> border;
  for (Index row = 0; row < bitmap.rows; ++row) {
    const bool whole = row == 0 || row == bitmap.rows - 1;
    const Index step = whole ? 1 : std::max<Index>(1, bitmap.columns - 1);
    for (Index column = 0; column < bitmap.columns; column += step) {
      border.push_back(bitmap.pixels[static_cast<std::size_t>(row * bitmap.columns + column)]);
    }
  }
  const auto middle = border.begin() + static_cast<std::ptrdiff_t>(border.size() / 2);
  std::nth_element(border.begin(), middle, border.end());
  return *middle;
}

/// How far each pixel differs from the paper in the direction of the ink, or 0.
std::vector<int> ink_of(const Bitmap& bitmap, int noise) {
  const int paper = median_of_border(bitmap);
  double lighter = 0;
  double darker = 0;
  for (const int pixel : bitmap.pixels) {
    if (pixel - paper > noise) lighter += pixel - paper;
    if (paper - pixel > noise) darker += paper - pixel;
  }
  const int sign = lighter >= darker ? 1 : -1;
  std::vector<int> ink;
  ink.reserve(bitmap.pixels.size());
  for (const int pixel : bitmap.pixels) {
    const int difference = sign * (pixel - paper);
    ink.push_back(difference > noise ? difference : 0);
  }
  return ink;
}

/// Rows or columns [low, high]; empty if high < low.
struct Extent {
  Index low = 0;
  Index high = -1;

  void add(Index at) {
    low = std::min(low, at);
    high = std::max(high, at);
  }
  [[nodiscard]] Index size() const { return high - low + 1; }
  /// Where a square of this side begins so that the extent is in its middle, to the whole pixel as in
  /// xnist.lsh: half a pixel more would blur.
  [[nodiscard]] Index square(Index side) const { return low - (side - size()) / 2; }
};

}  // namespace

std::optional<DigitImage> render_bitmap(const Bitmap& bitmap, const BitmapOptions& options) {
  check(bitmap, options);
  const std::vector<int> ink = ink_of(bitmap, options.noise);
  Extent rows{bitmap.rows};
  Extent columns{bitmap.columns};
  for (Index row = 0; row < bitmap.rows; ++row) {
    for (Index column = 0; column < bitmap.columns; ++column) {
      if (ink[static_cast<std::size_t>(row * bitmap.columns + column)] == 0) continue;
      rows.add(row);
      columns.add(column);
    }
  }
  if (rows.size() <= 0) return std::nullopt;

  const Index longer = std::max(rows.size(), columns.size());
  const Index whole = std::max(bitmap.rows, bitmap.columns);
  const Index side = longer * 100 < whole * 4 ? whole : longer;
  const Index top = rows.square(side);
  const Index left = columns.square(side);

  // Area averages in whole numbers: a pixel of the square is kBoxSide units wide, one of the box `side`
  // units.
  std::vector<double> box(static_cast<std::size_t>(kBoxSide) * kBoxSide);
  const auto overlap = [side](Index pixel, Index cell) {
    return std::min((pixel + 1) * kBoxSide, (cell + 1) * side) - std::max(pixel * kBoxSide, cell * side);
  };
  for (Index row = rows.low; row <= rows.high; ++row) {
    const Index y = row - top;
    for (Index column = columns.low; column <= columns.high; ++column) {
      const int value = ink[static_cast<std::size_t>(row * bitmap.columns + column)];
      if (value == 0) continue;
      const Index x = column - left;
      for (Index i = y * kBoxSide / side; i < kBoxSide && overlap(y, i) > 0; ++i) {
        for (Index j = x * kBoxSide / side; j < kBoxSide && overlap(x, j) > 0; ++j) {
          box[static_cast<std::size_t>(i * kBoxSide + j)] +=
              static_cast<double>(value * overlap(y, i) * overlap(x, j));
        }
      }
    }
  }
  return place_in_frame(box);
}

}  // namespace inkling
