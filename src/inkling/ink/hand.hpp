// How one person writes at one moment.
#pragma once

#include <vector>

#include "inkling/core/random.hpp"
#include "inkling/ink/rasterize.hpp"
#include "inkling/ink/spline.hpp"

namespace inkling {

/// Drawn from `generator` when it is made. Lengths are in heights of a digit, (0, 0) is its middle.
struct Hand {
  double width;         ///< of a digit, beside the skeleton's
  double upper;         ///< how much of it the upper half takes beyond its half
  double left;          ///< and the left one
  double slant;         ///< to the right for each unit upwards
  double turn;          ///< clockwise; the tangent of half the angle, which needs no sine
  double bow_x;         ///< how far the middle is bent to the right
  double bow_y;         ///< and downwards
  double carelessness;  ///< deviation of the knots
  double corner_kept;   ///< probability that a corner stays one
  double tension;       ///< see SplineOptions
  double step;          ///< likewise: a fast hand's points lie far apart
  double tremor;        ///< deviation of the points
  double overshoot;     ///< deviation of a stroke's ends, along the line
  double stroke_width;  ///< of the pen, in pixels of MNIST's 28

  explicit Hand(Generator& generator);

  /// The line that this hand makes of a skeleton's stroke.
  [[nodiscard]] Polyline write(std::vector<Knot> knots, Generator& generator) const;

 private:
  [[nodiscard]] Place shape(const Place& p) const;
};

/// Evenly in [low, high).
double between(double low, double high, Generator& generator);

}  // namespace inkling
