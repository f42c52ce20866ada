// How digits, and signs that are none, are written: the lines that a pen follows.
#pragma once

#include <span>
#include <vector>

#include "inkling/ink/spline.hpp"

namespace inkling {

/// One way to write a sign.
struct Skeleton {
  char sign;      ///< '0'..'9', a letter, another sign; '~' for what has none
  double weight;  ///< how often it is to be chosen beside the sign's other skeletons
  /// Strokes, separated by '|', each of knots "x,y" that the pen passes in this order, in hundredths of the
  /// sign's usual height: x to the right, y downwards. The line is a smooth curve; at a knot with '!' it may
  /// turn sharply.
  const char* strokes;
};

/// Of the digits, in their order. Made by hand, from what is known of handwriting: MNIST's writers are
/// Americans, who write 1 as a bare line and 7 without a bar. Elsewhere 1 has a flag and perhaps a foot, 7 a
/// bar, 9 a hook, and 4 is open.
std::span<const Skeleton> digit_skeletons();

/// Those of one digit, 0..9.
std::span<const Skeleton> digit_skeletons(int digit);

/// Of letters, signs and small drawings that nobody takes for a digit.
std::span<const Skeleton> sign_skeletons();

/// The strokes in heights of the sign, (0, 0) in the middle.
std::vector<std::vector<Knot>> knots_of(const Skeleton& skeleton);

}  // namespace inkling
