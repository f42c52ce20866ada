#include "inkling/ink/spline.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace inkling {
namespace {

double distance(const Place& a, const Place& b) {
  return std::sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
}

/// The parameter's way from one knot to the next: the root of the distance.
double interval(const Place& a, const Place& b) {
  return std::sqrt(std::max(distance(a, b), 1e-9));
}

/// (b - a) / d
Place slope(const Place& a, const Place& b, double d) {
  return {(b.x - a.x) / d, (b.y - a.y) / d};
}

/// Of the curve at knot i for the span that goes on or ends there; at an end or a corner that of the chord.
Place tangent(std::span<const Knot> knots, std::size_t i, std::size_t from, std::size_t to) {
  const Place& p = knots[i].at;
  const Place chord = slope(knots[from].at, knots[to].at, interval(knots[from].at, knots[to].at));
  if (i == 0 || i + 1 == knots.size() || knots[i].corner) return chord;
  const Place& before = knots[i - 1].at;
  const Place& after = knots[i + 1].at;
  const double d0 = interval(before, p);
  const double d1 = interval(p, after);
  const Place in = slope(before, p, d0);
  const Place out = slope(p, after, d1);
  const Place across = slope(before, after, d0 + d1);
  return {in.x - across.x + out.x, in.y - across.y + out.y};
}

}  // namespace

Polyline spline(std::span<const Knot> knots, const SplineOptions& options) {
  Polyline line;
  if (knots.empty()) return line;
  line.push_back(knots[0].at);
  for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
    const Place& a = knots[i].at;
    const Place& b = knots[i + 1].at;
    const double d = interval(a, b) * options.tension;
    const Place m0 = tangent(knots, i, i, i + 1);
    const Place m1 = tangent(knots, i + 1, i, i + 1);
    const int points = std::max(1, static_cast<int>(distance(a, b) / options.step + 0.5));
    for (int j = 1; j <= points; ++j) {
      // Hermite's polynomials.
      const double t = static_cast<double>(j) / points;
      const double u = 1 - t;
      const double h0 = (1 + 2 * t) * u * u;
      const double h1 = 1 - h0;
      const double g0 = t * u * u * d;
      const double g1 = -t * t * u * d;
      line.push_back({h0 * a.x + h1 * b.x + g0 * m0.x + g1 * m1.x,  //
                      h0 * a.y + h1 * b.y + g0 * m0.y + g1 * m1.y});
    }
  }
  return line;
}

}  // namespace inkling
