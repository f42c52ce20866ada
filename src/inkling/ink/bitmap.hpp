// A picture in grey levels that somebody else owns.
#pragma once

#include <cstdint>
#include <span>

#include "inkling/core/types.hpp"

namespace inkling {

/// rows × columns grey levels, row by row; 0 is black.
struct Bitmap {
  Index rows = 0;
  Index columns = 0;
  std::span<const std::uint8_t> pixels;
};

/// Error E_INK_BITMAP unless rows and columns are above 0 and pixels are rows × columns.
void require_whole(const Bitmap& bitmap);

/// The grey of the paper: the median along the border.
std::uint8_t paper_of(const Bitmap& bitmap);

}  // namespace inkling
