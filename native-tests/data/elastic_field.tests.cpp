#include "inkling/data/elastic_field.hpp"

#include <cmath>
#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace inkling;
using Catch::Matchers::WithinAbs;

namespace {

constexpr Index kPeriod = ElasticField::kPeriod;

/// Mean of the products of numbers that lie so far apart.
double covariance(bool half, Index rows, Index columns) {
  const ElasticField& field = ElasticField::instance();
  double sum = 0;
  for (Index row = 0; row < kPeriod; ++row)
    for (Index column = 0; column < kPeriod; ++column)
      sum += static_cast<double>(*field.at(half, row, column)) *
             static_cast<double>(*field.at(half, row + rows, column + columns));
  return sum / (kPeriod * kPeriod);
}

}  // namespace

TEST_CASE("The field is standardised, smooth by Simard's sigma, and closes to a torus",
          "[data][augmentation]") {
  const ElasticField& field = ElasticField::instance();
  for (const bool half : {false, true}) {
    double sum = 0;
    for (Index row = 0; row < kPeriod; ++row)
      for (Index column = 0; column < kPeriod; ++column) {
        const float value = *field.at(half, row, column);
        sum += static_cast<double>(value);
        REQUIRE(std::abs(value) <= field.most());
        // Neighbours differ by 1/(σ√2) in the mean of squares: the torus' seam would show.
        REQUIRE(std::abs(value - *field.at(half, row + 1, column)) < 1);
        REQUIRE(std::abs(value - *field.at(half, row, column + 1)) < 1);
        REQUIRE(*field.at(half, row + kPeriod, column) == value);
      }
    CHECK_THAT(sum / (kPeriod * kPeriod), WithinAbs(0, 1e-6));
    CHECK_THAT(covariance(half, 0, 0), WithinAbs(1, 1e-5));
    // A Gaussian's autocorrelation, exp(-d² / 4σ²), of about 80 independent places.
    for (const Index distance : {2, 4, 8})
      CHECK_THAT((covariance(half, distance, 0) + covariance(half, 0, distance)) / 2,
                 WithinAbs(std::exp(-static_cast<double>(distance * distance) / 64), 0.1));
    for (Index column = 0; column < kPeriod; ++column)  // a segment runs over the seam
      REQUIRE(field.at(half, 3, column)[ElasticField::kSegment - 1] ==
              *field.at(half, 3, column + ElasticField::kSegment - 1));
  }
}

TEST_CASE("Displacements of strength 1 reach the deviation that Simard's have", "[data][augmentation]") {
  // Uniform numbers, smoothed in full for one place again and again, times alpha.
  Generator generator(11);
  double squares = 0;
  constexpr int kPlaces = 300;
  for (int i = 0; i < kPlaces; ++i) {
    double sum = 0;
    double weights = 0;
    for (int y = -16; y <= 16; ++y)
      for (int x = -16; x <= 16; ++x) {
        const double weight = std::exp(-(x * x + y * y) / (2 * kElasticSigma * kElasticSigma));
        sum += weight * static_cast<double>(generator.uniform(-1, 1));
        weights += weight;
      }
    squares += std::pow(kMostElastic * sum / weights, 2);
  }
  const double simard = std::sqrt(squares / kPlaces);

  Generator draws(7);
  float most = 0;
  float mean = 0;
  std::set<int> windows;
  std::set<int> mirrors;
  constexpr int kDraws = 4000;
  for (int i = 0; i < kDraws; ++i) {
    const ElasticChange change = draw_elastic_change(1, draws);
    REQUIRE(std::abs(change.x) == std::abs(change.y));
    most = std::max(most, std::abs(change.x));
    mean += change.x / kDraws;
    windows.insert(change.row * 128 + change.column);
    mirrors.insert((change.swapped ? 4 : 0) + (change.x > 0 ? 2 : 0) + (change.y > 0 ? 1 : 0));
  }
  CHECK_THAT(most, WithinAbs(simard, 0.15));
  CHECK_THAT(most, WithinAbs(1.38, 0.01));
  CHECK_THAT(mean, WithinAbs(0, 0.05));
  CHECK(windows.size() > 3000);
  CHECK(mirrors.size() == 8);

  Generator strong(9);
  Generator weak(9);
  CHECK(draw_elastic_change(0.25, weak).x == draw_elastic_change(1, strong).x / 4);
  Generator counted(9);
  counted.random32();
  counted.random32();
  CHECK(counted.state() == weak.state());
}
