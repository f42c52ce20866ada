// From strokes, in whatever order they were drawn, to the pieces of a number from left to right.
#pragma once

#include <cstddef>
#include <vector>

#include "inkling/ink/outline.hpp"

namespace inkling {

/// Strokes that belong to one digit.
struct StrokePiece {
  std::vector<std::size_t> strokes;  ///< their places in the drawing, ascending
  Outline outline;
};

/// More than anybody writes side by side: what has more is taken for one piece, a scribble.
inline constexpr std::size_t kMaxPieces = 32;

/// Sorts the strokes by the middles of their boxes, since the bar of a 7 may be drawn after the digit behind
/// it, and joins neighbours that lie over one another, as the strokes of 5 and 7 mostly do. A digit is one
/// piece or some pieces in a row. At most kMaxPieces; none if there is no point. Strokes without points are
/// in none of them. Points are to be finite; `smallest` as in digit_gap.hpp.
///
/// Takes a time that grows with the number of points, and n log n with that of strokes.
std::vector<StrokePiece> stroke_pieces(const Drawing& drawing, double smallest);

}  // namespace inkling
