#include "inkling/ink/digit_candidates.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "inkling/core/portable_math.hpp"
#include "inkling/ink/digit_gap.hpp"
#include "inkling/ink/stroke_pieces.hpp"

namespace inkling {
namespace {

/// Log odds of two at which pieces are no longer tried as one.
constexpr double kSurelyTwo = 8;

/// The piece `first` and the candidate behind it.
DigitCandidate joined(const StrokePiece& first, const DigitCandidate& rest) {
  DigitCandidate run = {.strokes = first.strokes, .outline = first.outline};
  run.strokes.insert(run.strokes.end(), rest.strokes.begin(), rest.strokes.end());
  std::sort(run.strokes.begin(), run.strokes.end());
  run.outline.add(rest.outline);
  return run;
}

}  // namespace

std::vector<std::vector<DigitCandidate>> digit_candidates(const Drawing& drawing, double smallest) {
  const std::vector<StrokePiece> pieces = stroke_pieces(drawing, smallest);
  std::vector<std::vector<DigitCandidate>> candidates(pieces.size());
  for (std::size_t last = 0; last < pieces.size(); ++last) {
    candidates[last].push_back({.strokes = pieces[last].strokes, .outline = pieces[last].outline});
    for (std::size_t count = 2; count <= std::min(last + 1, kMaxDigitPieces); ++count) {
      DigitCandidate run = joined(pieces[last + 1 - count], candidates[last][count - 2]);
      for (std::size_t right = 1; right < count; ++right) {
        const double odds = log_odds_of_two(candidates[last - right][count - right - 1].outline,
                                            candidates[last][right - 1].outline, smallest);
        run.log_probability +=
            odds < kSurelyTwo ? portable_log_sigmoid(-odds) : -std::numeric_limits<double>::infinity();
      }
      candidates[last].push_back(std::move(run));
    }
  }
  return candidates;
}

}  // namespace inkling
