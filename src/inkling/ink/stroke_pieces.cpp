#include "inkling/ink/stroke_pieces.hpp"

#include <algorithm>
#include <utility>

#include "inkling/ink/digit_gap.hpp"

namespace inkling {
namespace {

/// Below it the network is not asked whether two are one.
constexpr double kSurelyOne = -6;

struct PlacedStroke {
  std::size_t index;
  double middle;
};

/// From left to right; what has the same middle, in the order of drawing.
std::vector<PlacedStroke> sorted_by_place(const Drawing& drawing, Rows& rows) {
  std::vector<PlacedStroke> placed;
  for (std::size_t i = 0; i < drawing.size(); ++i) {
    Bounds x;
    for (const Point& point : drawing[i]) {
      x.add(point.x);
      rows.extent.add(point.y);
    }
    if (!x.empty()) placed.push_back({i, x.center()});
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const PlacedStroke& a, const PlacedStroke& b) { return a.middle < b.middle; });
  return placed;
}

bool lie_over_one_another(const StrokePiece& left, const StrokePiece& right, double smallest) {
  return right.outline.x.low < left.outline.x.high &&
         log_odds_of_two(left.outline, right.outline, smallest) < kSurelyOne;
}

void join(StrokePiece& piece, const StrokePiece& other) {
  piece.strokes.insert(piece.strokes.end(), other.strokes.begin(), other.strokes.end());
  piece.outline.add(other.outline);
}

std::vector<StrokePiece> scribble(const Drawing& drawing, const std::vector<PlacedStroke>& placed,
                                  const Rows& rows) {
  std::vector<StrokePiece> one(1);
  for (const auto& [index, middle] : placed) join(one[0], {{index}, outline_of(drawing[index], rows)});
  return one;
}

}  // namespace

std::vector<StrokePiece> stroke_pieces(const Drawing& drawing, double smallest) {
  Rows rows;
  const std::vector<PlacedStroke> placed = sorted_by_place(drawing, rows);
  std::vector<StrokePiece> pieces;
  for (const auto& [index, middle] : placed) {
    StrokePiece piece = {{index}, outline_of(drawing[index], rows)};
    // What has grown by a stroke may now lie over the one before it.
    while (!pieces.empty() && lie_over_one_another(pieces.back(), piece, smallest)) {
      join(pieces.back(), piece);
      piece = std::move(pieces.back());
      pieces.pop_back();
    }
    if (pieces.size() == kMaxPieces) {
      pieces = scribble(drawing, placed, rows);
      break;
    }
    pieces.push_back(std::move(piece));
  }
  for (StrokePiece& piece : pieces) std::sort(piece.strokes.begin(), piece.strokes.end());
  return pieces;
}

}  // namespace inkling
