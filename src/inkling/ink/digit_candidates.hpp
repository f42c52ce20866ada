// Which strokes of a drawing may be a digit together, as far as their places tell.
#pragma once

#include <cstddef>
#include <vector>

#include "inkling/ink/outline.hpp"

namespace inkling {

/// Some pieces in a row (stroke_pieces.hpp).
struct DigitCandidate {
  std::vector<std::size_t> strokes;  ///< their places in the drawing, ascending
  Outline outline;
  double log_probability = 0;  ///< that it is not two digits, wherever one cuts it; -infinity if it surely is
};

/// Of a digit that does not lie over itself, as dashed ones do.
inline constexpr std::size_t kMaxDigitPieces = 6;

/// By their last piece, and by how many pieces they are, less one: candidates[last][count - 1]. The ones of a
/// single piece are always possible, so that there is a way to split; one piece alone is one digit. None if
/// there is no point. At most kMaxPieces times kMaxDigitPieces.
std::vector<std::vector<DigitCandidate>> digit_candidates(const Drawing& drawing, double smallest);

}  // namespace inkling
