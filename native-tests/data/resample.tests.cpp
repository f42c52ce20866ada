#include "inkling/data/resample.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "support/ink.hpp"

using namespace inkling;
using Catch::Matchers::WithinAbs;
using testing::Ink;
using testing::ink_of;
using testing::PlainImage;

namespace {

std::vector<float> resampled(const PlainImage& image, const AffineChange& affine,
                             const ElasticChange& elastic = {}, float divisor = 255) {
  PaddedImage padded(image.rows, image.columns);
  padded.assign(image.pixels);
  Neighbours neighbours(image.rows, image.columns);
  PaddedImage full(image.rows, image.columns);  // what an image before may have left
  full.assign(std::vector<std::uint8_t>(image.pixels.size(), 255));
  neighbours.assign(full, full.ink());
  neighbours.assign(padded, padded.ink());
  std::vector<float> out(image.pixels.size(), 7.0F);
  resample(neighbours, image.rows, image.columns, padded.ink(), affine, elastic, ElasticField::instance(),
           divisor, out.data());
  return out;
}

}  // namespace

TEST_CASE("Resampling the box that ink can reach is resampling all, to the bit", "[data][augmentation]") {
  Generator generator(6);
  for (const auto& [rows, columns] : std::vector<std::pair<Index, Index>>{
           {28, 28}, {1, 1}, {1, 9}, {9, 1}, {5, 6}, {17, 33}, {70, 31}, {64, 200}})
    for (int i = 0; i < 60; ++i) {
      const PlainImage image = testing::random_ink(rows, columns, generator);
      // Farther than any strength goes, too.
      const float wild = i % 3 == 0 ? 5 : 1;
      AffineChange affine = draw_affine_change(affine_augment(1), rows, columns, generator);
      ElasticChange elastic = draw_elastic_change(1, generator);
      affine.turn *= wild;
      affine.shift_x *= wild;
      elastic.x *= wild;
      if (i % 4 == 1) elastic = {};
      if (i % 4 == 2) affine = {};
      INFO(rows << " x " << columns << ", draw " << i);
      REQUIRE(resampled(image, affine, elastic, 256) == testing::plain_resample(image, affine, elastic, 256));
    }
}

TEST_CASE("A shift by whole pixels moves them, and what leaves the image is gone", "[data][augmentation]") {
  const PlainImage image{2, 3, {10, 20, 30, 40, 50, 60}};
  const auto moved = [&](float x, float y) {
    std::vector<int> out;
    for (const float value : resampled(image, {.shift_x = x, .shift_y = y}))
      out.push_back(static_cast<int>(std::lround(value * 255)));
    return out;
  };
  CHECK(moved(1, 0) == std::vector<int>{0, 10, 20, 0, 40, 50});
  CHECK(moved(-1, 0) == std::vector<int>{20, 30, 0, 50, 60, 0});
  CHECK(moved(0, 1) == std::vector<int>{0, 0, 0, 10, 20, 30});
  CHECK(moved(0, -1) == std::vector<int>{40, 50, 60, 0, 0, 0});
  CHECK(moved(0.5F, 0) == std::vector<int>{5, 15, 25, 20, 45, 55});
  CHECK(moved(100, 0) == std::vector<int>(6, 0));
  CHECK(moved(0, -100) == std::vector<int>(6, 0));
}

TEST_CASE("The mass stays but for the scale, and its centre goes where the change says",
          "[data][augmentation]") {
  const PlainImage image = testing::blot();
  const Ink before = ink_of(resampled(image, {}));
  const double middle = 13.5;
  Generator generator(8);
  for (int i = 0; i < 200; ++i) {
    const AffineChange change = draw_affine_change(affine_augment(1), 28, 28, generator);
    const Ink after = ink_of(resampled(image, change));
    const double angle = 2 * std::atan(static_cast<double>(change.turn));
    const double scale = static_cast<double>(change.scale);
    CHECK(std::abs(angle) <= 15.001 * M_PI / 180);
    const double y = before.y - middle;
    const double x = before.x - middle + static_cast<double>(change.shear) * y;
    INFO("change " << i);
    CHECK_THAT(after.mass, WithinAbs(before.mass * scale * scale, 0.02 * before.mass));
    CHECK_THAT(after.x, WithinAbs(middle + scale * (std::cos(angle) * x - std::sin(angle) * y) +
                                      static_cast<double>(change.shift_x),
                                  0.05));
    CHECK_THAT(after.y, WithinAbs(middle + scale * (std::sin(angle) * x + std::cos(angle) * y) +
                                      static_cast<double>(change.shift_y),
                                  0.05));
  }
}

TEST_CASE("An elastic change moves ink as far as its displacements are, and keeps its mass roughly",
          "[data][augmentation]") {
  const PlainImage image = testing::blot();
  const Ink before = ink_of(resampled(image, {}));
  Generator generator(5);
  double squares = 0;
  double amounts = 0;
  double masses = 0;
  constexpr int kDraws = 400;
  for (int i = 0; i < kDraws; ++i) {
    const ElasticChange change = draw_elastic_change(1, generator);
    const Ink after = ink_of(resampled(image, {}, change));
    squares += std::pow(after.x - before.x, 2) + std::pow(after.y - before.y, 2);
    amounts += 2 * std::pow(static_cast<double>(change.x), 2);
    masses += after.mass / before.mass / kDraws;
    REQUIRE(after.mass > 0.3 * before.mass);
    REQUIRE(after.mass < 3 * before.mass);
  }
  // A blot as wide as the field is smooth moves by the mean of its displacements: somewhat less than each.
  CHECK(std::sqrt(squares / amounts) > 0.7);
  CHECK(std::sqrt(squares / amounts) < 1.2);
  CHECK_THAT(masses, WithinAbs(1, 0.1));
}
