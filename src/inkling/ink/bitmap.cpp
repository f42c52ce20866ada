#include "inkling/ink/bitmap.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "inkling/core/error.hpp"

namespace inkling {

void require_whole(const Bitmap& bitmap) {
  const auto pixels = static_cast<Index>(bitmap.pixels.size());
  INKLING_REQUIRE(bitmap.rows > 0 && bitmap.columns > 0 && pixels % bitmap.columns == 0 &&
                      pixels / bitmap.columns == bitmap.rows,
                  "E_INK_BITMAP", "bitmap", text(bitmap.rows, " × ", bitmap.columns, " pixels"),
                  text(pixels, " pixels"), "");
}

std::uint8_t paper_of(const Bitmap& bitmap) {
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

}  // namespace inkling
