#include "inkling/ink/handwriting.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "inkling/core/error.hpp"
#include "inkling/ink/hand.hpp"
#include "inkling/ink/normalize.hpp"

namespace inkling {
namespace {

const Skeleton& choose(std::span<const Skeleton> choices, Generator& generator) {
  double rest = 0;
  for (const Skeleton& skeleton : choices) rest += skeleton.weight;
  rest *= generator.uniform_double();
  for (const Skeleton& skeleton : choices) {
    rest -= skeleton.weight;
    if (rest < 0) return skeleton;
  }
  return choices.back();
}

/// From heights of a digit around (0, 0) to a canvas, on which it takes half the side.
Stroke on_canvas(const Polyline& line) {
  Stroke stroke;
  stroke.reserve(line.size());
  for (const Place& p : line) {
    const auto at = [](double v) { return static_cast<float>(kWritingSize * (0.5 + v / 2)); };
    stroke.push_back({at(p.x), at(p.y)});
  }
  return stroke;
}

/// A whole number in [low, high].
int whole(int low, int high, Generator& generator) {
  return low + static_cast<int>(generator.uniform_double() * (high - low + 1));
}

Knot anywhere(Generator& generator, bool corner) {
  const double x = between(-0.5, 0.5, generator);
  return {{x, between(-0.5, 0.5, generator)}, corner};
}

Writing write_tangle(Generator& generator) {
  Writing writing{.stroke_width = between(1.7, 3.6, generator)};
  for (int strokes = whole(1, 4, generator); strokes > 0; --strokes) {
    std::vector<Knot> knots;
    for (int count = whole(2, 9, generator); count > 0; --count)
      knots.push_back(anywhere(generator, generator.bernoulli(0.3)));
    writing.drawing.push_back(on_canvas(spline(knots, {})));
  }
  return writing;
}

/// A pen that wanders about within the canvas, turning more and less sharply. It turns by the tangent of half
/// an angle, which needs no sine.
Writing write_scribble(Generator& generator) {
  Writing writing{.stroke_width = between(1.7, 3.6, generator)};
  for (int strokes = whole(1, 3, generator); strokes > 0; --strokes) {
    const double step = between(0.02, 0.06, generator);
    const double calm = between(0.5, 0.95, generator);
    const double sharpness = between(0.05, 0.35, generator);
    Place at = anywhere(generator, false).at;
    double dx = step;
    double dy = 0;
    double turn = between(-2, 2, generator);  // at first into any direction
    Polyline line;
    for (int points = whole(20, 150, generator); points > 0; --points) {
      const double whole_turn = 1 + turn * turn;
      const double cosine = (1 - turn * turn) / whole_turn;
      const double sine = 2 * turn / whole_turn;
      const double along = cosine * dx - sine * dy;
      dy = sine * dx + cosine * dy;
      dx = along;
      at = {std::clamp(at.x + dx, -0.5, 0.5), std::clamp(at.y + dy, -0.5, 0.5)};
      line.push_back(at);
      turn = (line.size() == 1 ? 0 : calm * turn) + between(-sharpness, sharpness, generator);
    }
    writing.drawing.push_back(on_canvas(line));
  }
  return writing;
}

/// One to four of them, one above the other. Rather flat: one that is steep is a 1.
Writing write_dashes(Generator& generator) {
  Writing writing{.stroke_width = between(1.7, 3.6, generator)};
  const double slope = between(-0.5, 0.5, generator);
  const double gap = between(0.1, 0.5, generator);
  double y = between(-0.5, 0, generator);
  for (int dashes = whole(1, 4, generator); dashes > 0; --dashes) {
    const double length = between(0.15, 1, generator);
    const double middle = between(-0.15, 0.15, generator);
    const double rise = (slope + between(-0.1, 0.1, generator)) * length;
    const double bend = between(-0.15, 0.15, generator) * length;
    const Knot knots[] = {
        {{middle - length / 2, y - rise / 2}}, {{middle, y + bend}}, {{middle + length / 2, y + rise / 2}}};
    writing.drawing.push_back(on_canvas(spline(knots, {})));
    y += gap * between(0.7, 1.3, generator);
  }
  return writing;
}

Writing write_dots(Generator& generator) {
  Writing writing{.stroke_width = between(1.7, 3.6, generator)};
  for (int dots = whole(1, 6, generator); dots > 0; --dots)
    writing.drawing.push_back(on_canvas({anywhere(generator, false).at}));
  return writing;
}

}  // namespace

Writing write(const Skeleton& skeleton, Generator& generator) {
  const Hand hand(generator);
  Writing writing{.stroke_width = hand.stroke_width};
  for (const std::vector<Knot>& knots : knots_of(skeleton))
    writing.drawing.push_back(on_canvas(hand.write(knots, generator)));
  return writing;
}

Writing write_digit(int digit, Generator& generator) {
  INKLING_REQUIRE(digit >= 0 && digit <= 9, "E_API_RANGE", "write_digit()", "a digit from 0 to 9",
                  text(digit), "");
  return write(choose(digit_skeletons(digit), generator), generator);
}

Writing write_non_digit(Generator& generator) {
  const double kind = generator.uniform_double();
  if (kind < 0.42) return write(choose(sign_skeletons(), generator), generator);
  if (kind < 0.62) return write_tangle(generator);
  if (kind < 0.8) return write_scribble(generator);
  if (kind < 0.93) return write_dashes(generator);
  return write_dots(generator);
}

std::optional<DigitImage> render(const Writing& writing, const Frame& frame) {
  return render(writing.drawing,
                {.canvas_size = kWritingSize, .stroke_width = writing.stroke_width, .frame = frame});
}

}  // namespace inkling
