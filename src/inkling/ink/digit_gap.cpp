#include "inkling/ink/digit_gap.hpp"

#include <algorithm>
#include <limits>

namespace inkling {
namespace {

constexpr double kSlipShare = 0.15;  // of the height
constexpr double kNever = -20;

/// The shortest way from left to right along a row that both have, negative where they cross; without such a
/// row the distance of the boxes.
double row_gap(const Outline& left, const Outline& right) {
  double gap = std::numeric_limits<double>::infinity();
  for (std::size_t row = 0; row < left.rows.size(); ++row) {
    if (left.rows[row].empty() || right.rows[row].empty()) continue;
    gap = std::min(gap, right.rows[row].low - left.rows[row].high);
  }
  return gap < std::numeric_limits<double>::infinity() ? gap : right.x.low - left.x.high;
}

}  // namespace

double log_odds_of_two(const Outline& left, const Outline& right, double smallest) {
  Bounds y = left.y;
  y.add(right.y);
  // Dashes have hardly any height: they are measured by their length.
  const double unit = std::max({y.size(), std::min(left.x.size(), right.x.size()) / 2, smallest});
  if (std::min(left.longer_side(), right.longer_side()) < kSlipShare * unit) return kNever;

  const double gap = std::clamp((right.x.low - left.x.high) / unit, -0.3, 0.6);
  const double row = std::clamp(row_gap(left, right) / unit, -0.3, std::min(gap + 0.35, 0.6));
  const double shared = std::min(left.y.high, right.y.high) - std::max(left.y.low, right.y.low);
  return 12 * gap + (row > 0 ? 10 : 60) * row + 19 * std::max(0.0, shared / unit) - 12.5;
}

}  // namespace inkling
