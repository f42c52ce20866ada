#include "inkling/ink/digit_gap.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace inkling;

namespace {

const Rows kRows = {{0, 100}};

Outline drawn(const Drawing& strokes) {
  Outline outline;
  for (const Stroke& stroke : strokes) outline.add(outline_of(stroke, kRows));
  return outline;
}

double odds(const Drawing& left, const Drawing& right) {
  return log_odds_of_two(drawn(left), drawn(right), 4);
}

const Drawing kUpright = {{{0, 0}, {0, 100}}};

}  // namespace

TEST_CASE("Side by side are two, the surer the farther apart", "[ink][digit-gap]") {
  CHECK(odds(kUpright, {{{30, 0}, {30, 100}}}) > 6);
  CHECK(odds(kUpright, {{{60, 0}, {60, 100}}}) > odds(kUpright, {{{30, 0}, {30, 100}}}));
}

TEST_CASE("Parts of one digit are one: crossing strokes, a bar, a roof", "[ink][digit-gap]") {
  const Drawing bowl = {{{20, 0}, {10, 40}, {60, 60}, {50, 100}, {10, 100}}};
  CHECK(odds(bowl, {{{20, 0}, {70, 0}}}) < -6);
  CHECK(odds(bowl, {{{25, -2}, {75, -4}}}) < -6);
  const Drawing seven = {{{0, 0}, {60, 0}, {30, 100}}};
  CHECK(odds(seven, {{{15, 50}, {65, 48}}}) < -6);
  CHECK(odds({{{0, 0}, {60, 100}}}, {{{62, 0}, {2, 100}}}) < -6);  // a cross
  const Drawing open_four = {{{20, 0}, {0, 60}, {60, 60}}};
  CHECK(odds(open_four, {{{45, 30}, {45, 100}}}) < -6);
}

TEST_CASE("Slanted digits are two though their boxes overlap", "[ink][digit-gap]") {
  CHECK(odds({{{0, 100}, {40, 0}}}, {{{25, 100}, {65, 0}}}) > 3);
}

TEST_CASE("A dot is never a digit, nor a pen's slip, however far away", "[ink][digit-gap]") {
  CHECK(odds(kUpright, {{{80, 100}}}) < -6);
  CHECK(odds(kUpright, {{{80, 90}, {88, 98}}}) < -6);
  CHECK(log_odds_of_two(drawn({{{0, 50}}}), drawn({{{60, 50}}}), 4) < -6);
}

TEST_CASE("The odds do not depend on the scale", "[ink][digit-gap]") {
  const auto scaled = [](float scale) {
    const Rows rows = {{0, 100.0 * scale}};
    return log_odds_of_two(outline_of({{0, 0}, {10 * scale, 96 * scale}}, rows),
                           outline_of({{25 * scale, 8 * scale}, {40 * scale, 100 * scale}}, rows),
                           4.0 * scale);
  };
  CHECK(scaled(0.25F) == scaled(1));
  CHECK(scaled(64) == scaled(1));
}
