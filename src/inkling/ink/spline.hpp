// A smooth line through given places.
#pragma once

#include <span>
#include <vector>

#include "inkling/ink/rasterize.hpp"

namespace inkling {

/// A place that a line passes; at a corner it may turn sharply.
struct Knot {
  Place at;
  bool corner = false;
};

struct SplineOptions {
  double tension = 1;  ///< of the tangents: 1 is Catmull and Rom's, less bends more sharply, 0 is straight
  double step = 0.05;  ///< distance between two points of the result, measured along the chords; above 0
};

/// The centripetal Catmull-Rom spline (Yuksel, Schaefer and Keyser, "Parameterization and applications of
/// Catmull-Rom curves", CAD 2011: it neither overshoots nor loops where knots lie close), piece by piece
/// between corners. The knots are among its points. A single knot gives one point, none gives none.
Polyline spline(std::span<const Knot> knots, const SplineOptions& options);

}  // namespace inkling
