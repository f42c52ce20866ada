#include "inkling/ink/handwriting.hpp"

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

/// Rather flat: one that is steep is a 1.
Writing write_dash(Generator& generator) {
  const double length = between(0.1, 1, generator);
  const double rise = between(-0.6, 0.6, generator) * length;
  const double bend = between(-0.15, 0.15, generator) * length;
  const Knot knots[] = {{{-length / 2, -rise / 2}}, {{0, bend}}, {{length / 2, rise / 2}}};
  return {{on_canvas(spline(knots, {}))}, between(1.7, 3.6, generator)};
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
  if (kind < 0.5) return write(choose(sign_skeletons(), generator), generator);
  if (kind < 0.85) return write_tangle(generator);
  if (kind < 0.93) return write_dash(generator);
  return write_dots(generator);
}

std::optional<DigitImage> render(const Writing& writing, const Frame& frame) {
  return render(writing.drawing,
                {.canvas_size = kWritingSize, .stroke_width = writing.stroke_width, .frame = frame});
}

}  // namespace inkling
