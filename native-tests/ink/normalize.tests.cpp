#include "inkling/ink/normalize.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "ink/measure.hpp"
#include "ink/sample_digits.hpp"
#include "support/refusal.hpp"

namespace inkling::testing {
namespace {

DigitImage rendered(const Drawing& drawing, double canvas_size = kSampleCanvas, double stroke_width = 2.5) {
  const auto image = render(drawing, {.canvas_size = canvas_size, .stroke_width = stroke_width});
  REQUIRE(image.has_value());
  return *image;
}

Drawing circle(double center, double radius, int points) {
  Drawing drawing(1);
  for (int i = 0; i <= points; ++i) {
    const double angle = 6.283185307179586 * i / points;
    drawing[0].push_back({static_cast<float>(center + radius * std::cos(angle)),
                          static_cast<float>(center + radius * std::sin(angle))});
  }
  return drawing;
}

}  // namespace

TEST_CASE("A rendered digit has the measures of MNIST", "[ink][normalize]") {
  int digit = 0;
  for (const Drawing& drawing : sample_digits()) {
    CAPTURE(digit++);
    const Measures m = measure(rendered(drawing));
    CHECK(m.center_x >= 13.5);
    CHECK(m.center_x <= 14.5);
    CHECK(m.center_y >= 13.5);
    CHECK(m.center_y <= 14.5);
    CHECK(std::max(m.width, m.height) == 20);
    CHECK(m.peak == 255);
    CHECK(m.stroke_width > 2.1);
    CHECK(m.stroke_width < 3.0);
    CHECK(m.area > 40);
    CHECK(m.area < 170);
  }
}

TEST_CASE("The image depends neither on the canvas nor on place and scale", "[ink][normalize]") {
  for (const Drawing& drawing : sample_digits()) {
    const DigitImage image = rendered(drawing);
    for (const double scale : {0.001, 0.37, 1.5, 3.0, 1234.5}) {
      CAPTURE(scale);
      const double canvas = scale * kSampleCanvas;
      CHECK(largest_difference(image, rendered(moved(drawing, scale, 0, 0), canvas)) <= 1);
      CHECK(largest_difference(image, rendered(moved(drawing, scale, canvas / 3, -canvas / 7), canvas)) <= 1);
    }
  }
}

TEST_CASE("The image does not depend on how densely a line was sampled", "[ink][normalize]") {
  for (const Drawing& drawing : sample_digits()) {
    for (const int steps : {2, 7, 100}) {
      CAPTURE(steps);
      CHECK(largest_difference(rendered(drawing), rendered(resampled(drawing, steps))) <= 1);
    }
  }
}

TEST_CASE("Ink on ink is no blacker", "[ink][normalize]") {
  for (const Drawing& drawing : sample_digits()) {
    Drawing twice = drawing;
    twice.insert(twice.end(), drawing.begin(), drawing.end());
    CHECK(largest_difference(rendered(drawing), rendered(twice)) == 0);
  }
}

TEST_CASE("Neither the order of the strokes nor their direction counts", "[ink][normalize]") {
  for (const Drawing& drawing : sample_digits()) {
    Drawing backwards(drawing.rbegin(), drawing.rend());
    for (Stroke& stroke : backwards) std::reverse(stroke.begin(), stroke.end());
    CHECK(largest_difference(rendered(drawing), rendered(backwards)) <= 1);
  }
}

TEST_CASE("The stroke width is that of the option, from 1.7 to 4 pixels", "[ink][normalize]") {
  const Drawing ring = circle(100, 80, 200);
  for (const double width : {1.7, 2.5, 4.0}) {
    CAPTURE(width);
    const double measured = measure(rendered(ring, kSampleCanvas, width)).stroke_width;
    CHECK(std::abs(measured - width) < 0.3);
  }
  CHECK(largest_difference(rendered(ring, kSampleCanvas, -3), rendered(ring, kSampleCanvas, 1.7)) == 0);
  CHECK(largest_difference(rendered(ring, kSampleCanvas, 50), rendered(ring, kSampleCanvas, 4)) == 0);
}

TEST_CASE("A straight line fills the box along and has the pen's width across", "[ink][normalize]") {
  const Measures lying = measure(rendered({{{10, 60}, {190, 60}}}));
  CHECK(lying.width == 20);
  CHECK(lying.height == 4);
  const Measures standing = measure(rendered({{{60, 10}, {60, 190}}}));
  CHECK(standing.width == 4);
  CHECK(standing.height == 20);
}

TEST_CASE("A dot stays small", "[ink][normalize]") {
  const DigitImage dot = rendered({{{50, 70}}});
  CHECK(measure(dot).width <= 4);
  CHECK(measure(dot).height <= 4);
  CHECK(measure(dot).peak == 255);
  CHECK(largest_difference(dot, rendered({{{50, 70}, {50, 70}, {50, 70}}})) == 0);
  CHECK(largest_difference(dot, rendered({{{50, 70}}, {{50, 70}}})) == 0);
  CHECK(largest_difference(dot, rendered({{{-1e30F, 1e30F}}})) == 0);

  const double just_below = 0.0195 * kSampleCanvas;
  const double just_above = 0.0205 * kSampleCanvas;
  CHECK(measure(rendered(circle(50, just_below, 40))).width <= 4);
  CHECK(measure(rendered(circle(50, just_above, 40))).width == 20);
}

TEST_CASE("No ink is no image", "[ink][normalize]") {
  CHECK_FALSE(render({}, {.canvas_size = 1}).has_value());
  CHECK_FALSE(render({{}}, {.canvas_size = 1}).has_value());
  CHECK_FALSE(render({{}, {}}, {.canvas_size = 1}).has_value());
}

TEST_CASE("A stroke without points changes nothing", "[ink][normalize]") {
  Drawing drawing = sample_digits()[4];
  const DigitImage image = rendered(drawing);
  drawing.insert(drawing.begin(), Stroke{});
  drawing.emplace_back();
  CHECK(largest_difference(image, rendered(drawing)) == 0);
}

TEST_CASE("Points beyond the canvas are drawn like any other", "[ink][normalize]") {
  const float largest = std::numeric_limits<float>::max();
  const float smallest = std::numeric_limits<float>::denorm_min();
  for (const Drawing& drawing :
       {Drawing{{{-500, -700}, {900, 300}}}, Drawing{{{1e6F, 0}, {1e6F, 1e6F}, {0, 0}}},
        Drawing{{{-largest, -largest}, {largest, largest}, {largest, 0}}}}) {
    const Measures m = measure(rendered(drawing));
    CHECK(std::max(m.width, m.height) == 20);
    CHECK(m.peak == 255);
  }
  const Measures tiny = measure(rendered({{{0, 0}, {smallest, smallest}, {0, smallest}}}, smallest));
  CHECK(std::max(tiny.width, tiny.height) == 20);
  CHECK(measure(rendered({{{1, 1}}}, 5e-324)).width <= 4);
}

TEST_CASE("A flat scribble at one end of a long line stays within the frame", "[ink][normalize]") {
  Drawing drawing{{{0, 100}, {200, 100}}, {}};
  for (int i = 0; i < 100; ++i) {
    drawing[1].push_back({i % 2 == 0 ? 150.0F : 200.0F, 50 + static_cast<float>(i)});
  }
  for (const double turn : {1.0, -1.0}) {
    const Measures m = measure(rendered(moved(drawing, turn, 0, 0)));
    CHECK(m.peak == 255);
    CHECK(m.area > 50);
  }
}

TEST_CASE("As many points as are allowed are drawn", "[ink][normalize]") {
  const Drawing drawing = {sample_digits()[2][0]};
  Drawing many = resampled(drawing, 100'000);
  many[0].resize(kMaxPoints, many[0].back());
  CHECK(largest_difference(rendered(drawing), rendered(many)) <= 1);
}

TEST_CASE("What cannot be drawn is refused", "[ink][normalize]") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinite = std::numeric_limits<float>::infinity();
  CHECK(refusal_of([&] { return render({{{1, 2}, {nan, 3}}}, {.canvas_size = 9}); }).code == "E_INK_POINT");
  CHECK(refusal_of([&] { return render({{{1, 2}}, {{3, nan}}}, {.canvas_size = 9}); }).code == "E_INK_POINT");
  CHECK(refusal_of([&] { return render({{{-infinite, 2}}}, {.canvas_size = 9}); }).code == "E_INK_POINT");
  for (const double size : {0.0, -1.0, static_cast<double>(nan), static_cast<double>(infinite)}) {
    CAPTURE(size);
    CHECK(refusal_of([&] { return render({{{1, 2}}}, {.canvas_size = size}); }).code == "E_INK_CANVAS");
  }
  CHECK(refusal_of([&] { return render({}, {}); }).code == "E_INK_CANVAS");
  CHECK(refusal_of([&] { return render({{{1, 2}}}, {.canvas_size = 9, .stroke_width = nan}); }).code ==
        "E_INK_WIDTH");
  CHECK(refusal_of([&] { return render({Stroke(kMaxPoints), Stroke(1)}, {.canvas_size = 9}); }).code ==
        "E_INK_SIZE");
}

TEST_CASE("A refusal says which point it was", "[ink][normalize]") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Refusal refusal =
      refusal_of([&] { return render({{{1, 2}}, {{3, 4}, {5, nan}}}, {.canvas_size = 9}); });
  CHECK(refusal.message == "drawing[1][1]: expected finite coordinates, found (5, NaN)");
}

}  // namespace inkling::testing
