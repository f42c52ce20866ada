// Digits of the samples put side by side.
#pragma once

#include <vector>

#include "ink/sample_digits.hpp"
#include "inkling/ink/bounds.hpp"

namespace inkling::testing {

inline Bounds width_of(const Drawing& drawing) {
  Bounds x;
  for (const Stroke& stroke : drawing)
    for (const Point& p : stroke) x.add(p.x);
  return x;
}

/// From left to right, `gap` between the boxes, on the samples' scale, where a digit is some 120 high. Their
/// strokes come one digit after the other.
inline Drawing side_by_side(const std::vector<Drawing>& digits, double gap = 25) {
  Drawing number;
  double right = 0;
  for (const Drawing& digit : digits) {
    const Bounds x = width_of(digit);
    for (const Stroke& stroke : moved(digit, 1, right - x.low, 0)) number.push_back(stroke);
    right += x.size() + gap;
  }
  return number;
}

inline Drawing sample_number(const std::vector<std::size_t>& labels, double gap = 25) {
  std::vector<Drawing> digits;
  for (const std::size_t label : labels) digits.push_back(sample_digits()[label]);
  return side_by_side(digits, gap);
}

}  // namespace inkling::testing
