// The ranges were chosen by eye, so that what is written stays readable and looks like somebody's hand.
#include "inkling/ink/hand.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace inkling {
namespace {

/// Nearly normal, of deviation 1, never beyond 3: the sum of three.
double around_zero(Generator& generator) {
  double sum = 0;
  for (int i = 0; i < 3; ++i) sum += between(-1, 1, generator);
  return sum;
}

/// Moves an end along the line, beyond it or short of it; not of a line so short that it is rather a dot.
void move_end(Place& end, const Place& next, double by) {
  const double dx = end.x - next.x;
  const double dy = end.y - next.y;
  const double length = std::sqrt(dx * dx + dy * dy);
  if (length < 0.05) return;
  end.x += dx / length * by;
  end.y += dy / length * by;
}

}  // namespace

double between(double low, double high, Generator& generator) {
  return low + (high - low) * generator.uniform_double();
}

// Members are initialised, and so drawn, in the order of their declaration.
Hand::Hand(Generator& generator)
    : width(between(0.6, 1.4, generator)),
      upper(between(-0.45, 0.45, generator)),
      left(between(-0.25, 0.25, generator)),
      slant(between(-0.2, 0.45, generator)),
      turn(0.06 * around_zero(generator)),
      bow_x(0.05 * around_zero(generator)),
      bow_y(0.05 * around_zero(generator)),
      carelessness(between(0.01, 0.06, generator)),
      corner_kept(between(0.3, 1, generator)),
      tension(between(0.7, 1.15, generator)),
      step(between(0.02, 0.15, generator)),
      tremor(between(0, 0.008, generator)),
      overshoot(between(0, 0.06, generator)),
      stroke_width(between(1.7, 3.6, generator)) {}

Place Hand::shape(const Place& p) const {
  // Parabolas keep the ends where they are and move what is between.
  const double inside_x = std::max(0.25 - p.x * p.x, 0.0);
  const double inside_y = 0.25 - p.y * p.y;
  const double x = (p.x + left * inside_x) * width + bow_x * 4 * inside_y;
  const double y = p.y + upper * inside_y + bow_y * 4 * inside_x;
  const double slanted = x - slant * y;
  const double whole = 1 + turn * turn;
  const double cosine = (1 - turn * turn) / whole;
  const double sine = 2 * turn / whole;
  return {cosine * slanted - sine * y, sine * slanted + cosine * y};
}

Polyline Hand::write(std::vector<Knot> knots, Generator& generator) const {
  for (Knot& knot : knots) {
    knot.at.x += carelessness * around_zero(generator);
    knot.at.y += carelessness * around_zero(generator);
    knot.at = shape(knot.at);
    if (knot.corner) knot.corner = generator.bernoulli(corner_kept);
  }
  const double first = overshoot * around_zero(generator);
  const double last = overshoot * around_zero(generator);
  if (knots.size() > 1) {
    move_end(knots.front().at, knots[1].at, first);
    move_end(knots.back().at, knots[knots.size() - 2].at, last);
  }
  Polyline line = spline(knots, {.tension = tension, .step = step});
  for (Place& p : line) {
    p.x += tremor * around_zero(generator);
    p.y += tremor * around_zero(generator);
  }
  return line;
}

}  // namespace inkling
