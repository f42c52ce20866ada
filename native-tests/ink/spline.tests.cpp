#include "inkling/ink/spline.hpp"

#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "support/worst.hpp"

namespace inkling::testing {
namespace {

constexpr double kPi = 3.141592653589793;

double distance(const Place& a, const Place& b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

double distance_to(const Polyline& line, const Place& p) {
  double nearest = 1e9;
  for (const Place& q : line) nearest = std::min(nearest, distance(p, q));
  return nearest;
}

/// The largest turn from one piece to the next, in degrees.
double sharpest_turn(const Polyline& line) {
  double sharpest = 0;
  for (std::size_t i = 2; i < line.size(); ++i) {
    const double a = std::atan2(line[i - 1].y - line[i - 2].y, line[i - 1].x - line[i - 2].x);
    const double b = std::atan2(line[i].y - line[i - 1].y, line[i].x - line[i - 1].x);
    sharpest = worse(sharpest, std::abs(std::remainder(b - a, 2 * kPi)) * 180 / kPi);
  }
  return sharpest;
}

}  // namespace

TEST_CASE("a spline passes its knots and bends evenly between them", "[ink][spline]") {
  // A circle told by eight knots comes out as one, to a hundredth.
  std::vector<Knot> knots;
  for (int i = 0; i <= 8; ++i) knots.push_back({{std::cos(i * kPi / 4), std::sin(i * kPi / 4)}, false});
  const Polyline line = spline(knots, {.tension = 1, .step = 0.02});
  for (const Knot& knot : knots) CHECK(distance_to(line, knot.at) < 1e-12);
  for (std::size_t i = line.size() / 8; i < line.size() * 7 / 8; ++i)
    CHECK(std::abs(std::hypot(line[i].x, line[i].y) - 1) < 0.02);
  CHECK(sharpest_turn(line) < 15);
  for (std::size_t i = 1; i < line.size(); ++i) CHECK(distance(line[i - 1], line[i]) < 0.04);
}

TEST_CASE("a spline turns sharply at corners only", "[ink][spline]") {
  std::vector<Knot> knots{{{0, 0}}, {{1, 0}}, {{1, 1}}};
  CHECK(sharpest_turn(spline(knots, {})) < 30);
  knots[1].corner = true;
  CHECK(sharpest_turn(spline(knots, {})) > 60);
}

TEST_CASE("a spline without tension is straight, and its step is kept", "[ink][spline]") {
  const std::vector<Knot> knots{{{0, 0}}, {{1, 0}}, {{1, 1}}};
  for (const Place& p : spline(knots, {.tension = 0, .step = 0.1}))
    CHECK((std::abs(p.y) < 1e-12 || std::abs(p.x - 1) < 1e-12));
  CHECK(spline(knots, {.tension = 1, .step = 0.1}).size() == 21);
  CHECK(spline(knots, {.tension = 1, .step = 10}).size() == 3);
}

TEST_CASE("a spline of few or equal knots is finite", "[ink][spline]") {
  CHECK(spline({}, {}).empty());
  const Knot one{{0.25, 0.5}};
  REQUIRE(spline({&one, 1}, {}).size() == 1);
  const std::vector<Knot> equal{{{0, 0}}, {{0, 0}}, {{1, 0}}, {{1, 0}, true}};
  for (const Place& p : spline(equal, {})) {
    CHECK(std::isfinite(p.x));
    CHECK(std::abs(p.y) < 1e-9);
  }
}

}  // namespace inkling::testing
