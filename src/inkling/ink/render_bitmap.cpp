#include "inkling/ink/render_bitmap.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

void check(const Bitmap& bitmap, const BitmapOptions& options) {
  require_whole(bitmap);
  INKLING_REQUIRE(options.noise >= 0 && options.noise <= 255, "E_INK_NOISE", "render_bitmap",
                  "a noise of 0..255 grey levels", text(options.noise), "");
}

/// How far a pixel differs from the paper in the direction of the ink, or 0.
struct Ink {
  int paper;
  int noise;
  int sign;

  [[nodiscard]] int of(std::uint8_t pixel) const {
    const int difference = sign * (pixel - paper);
    return difference > noise ? difference : 0;
  }
};

Ink ink_on(const Bitmap& bitmap, int noise) {
  const int paper = paper_of(bitmap);
  double lighter = 0;
  double darker = 0;
  for (const int pixel : bitmap.pixels) {
    if (pixel - paper > noise) lighter += pixel - paper;
    if (paper - pixel > noise) darker += paper - pixel;
  }
  return {paper, noise, lighter >= darker ? 1 : -1};
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
  const Ink ink = ink_on(bitmap, options.noise);
  Extent rows{bitmap.rows};
  Extent columns{bitmap.columns};
  for (Index row = 0; row < bitmap.rows; ++row) {
    for (Index column = 0; column < bitmap.columns; ++column) {
      if (ink.of(bitmap.pixels[static_cast<std::size_t>(row * bitmap.columns + column)]) == 0) continue;
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

  // Area averages in whole numbers: a pixel of the square is `cells` units wide, one of the box `side`
  // units.
  const Index cells = options.frame.box_side();
  std::vector<double> box(static_cast<std::size_t>(cells * cells));
  const auto overlap = [side, cells](Index pixel, Index cell) {
    return std::min((pixel + 1) * cells, (cell + 1) * side) - std::max(pixel * cells, cell * side);
  };
  for (Index row = rows.low; row <= rows.high; ++row) {
    const Index y = row - top;
    for (Index column = columns.low; column <= columns.high; ++column) {
      const int value = ink.of(bitmap.pixels[static_cast<std::size_t>(row * bitmap.columns + column)]);
      if (value == 0) continue;
      const Index x = column - left;
      for (Index i = y * cells / side; i < cells && overlap(y, i) > 0; ++i) {
        for (Index j = x * cells / side; j < cells && overlap(x, j) > 0; ++j) {
          box[static_cast<std::size_t>(i * cells + j)] +=
              static_cast<double>(value * overlap(y, i) * overlap(x, j));
        }
      }
    }
  }
  return place_in_frame(box, options.frame);
}

}  // namespace inkling
