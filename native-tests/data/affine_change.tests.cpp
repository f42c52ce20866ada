#include "inkling/data/affine_change.hpp"

#include <cmath>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace inkling;
using Catch::Matchers::WithinAbs;

TEST_CASE("A known change takes a place where sines and cosines say", "[data][augmentation]") {
  const AffineChange change{.shear = 0.2F, .scale = 1.1F, .turn = kMostTurn, .shift_x = 1, .shift_y = -2};
  const AffineMap map = target_map(change, 28, 28);
  const double angle = 15 * M_PI / 180;
  const double x = 20 - 13.5 + 0.2 * (5 - 13.5);
  const double y = 5 - 13.5;
  CHECK_THAT(map.xx * 20 + map.xy * 5 + map.x0,
             WithinAbs(13.5 + 1.1 * (std::cos(angle) * x - std::sin(angle) * y) + 1, 1e-4));
  CHECK_THAT(map.yx * 20 + map.yy * 5 + map.y0,
             WithinAbs(13.5 + 1.1 * (std::sin(angle) * x + std::cos(angle) * y) - 2, 1e-4));
}

TEST_CASE("Where a place comes from is where it goes to the other way", "[data][augmentation]") {
  Generator generator(8);
  for (int i = 0; i < 100; ++i) {
    const AffineChange change = draw_affine_change(affine_augment(1), 20, 36, generator);
    const AffineMap source = source_map(change, 20, 36);
    const AffineMap target = target_map(change, 20, 36);
    const float x = generator.uniform(-5, 40);
    const float y = generator.uniform(-5, 40);
    const float there_x = target.xx * x + target.xy * y + target.x0;
    const float there_y = target.yx * x + target.yy * y + target.y0;
    CHECK_THAT(source.xx * there_x + source.xy * there_y + source.x0, WithinAbs(x, 1e-4));
    CHECK_THAT(source.yx * there_x + source.yy * there_y + source.y0, WithinAbs(y, 1e-4));
  }
}

TEST_CASE("Each kind goes as far as its strength says and draws the others' numbers too",
          "[data][augmentation]") {
  const AugmentOptions options{.rotation = 1, .scale = 0.5, .shear = 0.25, .shift = 0.5};
  Generator generator(4);
  Generator all(4);
  AffineChange most{.scale = 0};
  for (int i = 0; i < 2000; ++i) {
    const AffineChange change = draw_affine_change(options, 56, 28, generator);
    const AffineChange strong = draw_affine_change(affine_augment(1), 56, 28, all);
    REQUIRE(change.turn == strong.turn);
    REQUIRE(change.shear == strong.shear / 4);
    most.turn = std::max(most.turn, std::abs(change.turn));
    most.scale = std::max(most.scale, std::abs(change.scale - 1));
    most.shear = std::max(most.shear, std::abs(change.shear));
    most.shift_x = std::max(most.shift_x, std::abs(change.shift_x));
    most.shift_y = std::max(most.shift_y, std::abs(change.shift_y));
  }
  CHECK(generator.state() == all.state());
  CHECK_THAT(most.turn, WithinAbs(std::tan(7.5 * M_PI / 180), 0.001));
  CHECK_THAT(most.scale, WithinAbs(0.075, 0.001));
  CHECK_THAT(most.shear, WithinAbs(0.05, 0.001));
  CHECK_THAT(most.shift_x, WithinAbs(1, 0.01));  // of 28 columns
  CHECK_THAT(most.shift_y, WithinAbs(2, 0.02));  // of 56 rows
}
