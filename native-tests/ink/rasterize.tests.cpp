#include "inkling/ink/rasterize.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include <catch2/catch_test_macros.hpp>

#include "support/worst.hpp"

namespace inkling::testing {
namespace {

constexpr double kPi = 3.141592653589793;

/// Numbers in [low, high) that are the same everywhere.
class Lcg {
 public:
  double next(double low, double high) {
    state_ = state_ * 1664525U + 1013904223U;
    return low + (high - low) * (state_ >> 8U) / 16777216.0;
  }

 private:
  std::uint32_t state_ = 1;
};

std::vector<Polyline> random_lines(Lcg& random, int points, double spread) {
  std::vector<Polyline> lines(2);
  for (Polyline& line : lines) {
    for (int i = 0; i < points; ++i)
      line.push_back({random.next(-spread, spread), random.next(-spread, spread)});
  }
  return lines;
}

bool is_inked(const std::vector<Polyline>& lines, double radius, double x, double y) {
  for (const Polyline& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const Place& a = line[i == 0 ? 0 : i - 1];
      const Place& b = line[i];
      const double dx = b.x - a.x;
      const double dy = b.y - a.y;
      const double length2 = dx * dx + dy * dy;
      const double along = (x - a.x) * dx + (y - a.y) * dy;
      const double t = length2 > 0 ? std::clamp(along / length2, 0.0, 1.0) : 0;
      if (std::hypot(a.x + t * dx - x, a.y + t * dy - y) <= radius) return true;
    }
  }
  return false;
}

/// The plain way: samples × samples places in every pixel, each in or out.
std::vector<double> rasterize_by_samples(const std::vector<Polyline>& lines, double width, int side,
                                         int samples) {
  std::vector<double> coverage;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      int inked = 0;
      for (int i = 0; i < samples * samples; ++i) {
        const double x = column - side / 2.0 + (i % samples + 0.5) / samples;
        const double y = row - side / 2.0 + (i / samples + 0.5) / samples;
        if (is_inked(lines, width / 2, x, y)) ++inked;
      }
      coverage.push_back(static_cast<double>(inked) / (samples * samples));
    }
  }
  return coverage;
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  REQUIRE(a.size() == b.size());
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = worse(largest, std::abs(a[i] - b[i]));
  return largest;
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

TEST_CASE("Coverage agrees with plain supersampling to one grey level", "[ink][rasterize]") {
  Lcg random;
  for (const int side : {1, 7, 12}) {
    for (const double width : {1.7, 2.5, 4.0}) {
      for (const int points : {1, 2, 5}) {
        CAPTURE(side, width, points);
        const auto lines = random_lines(random, points, side * 0.6);
        const auto expected = rasterize_by_samples(lines, width, side, 100);
        CHECK(largest_difference(rasterize(lines, width, side), expected) <= 1.0 / 255);
      }
    }
  }
}

TEST_CASE("Short pieces of a crooked line agree with plain supersampling too", "[ink][rasterize]") {
  Lcg random;
  Polyline line{{0, 0}};
  for (int i = 0; i < 40; ++i) {
    line.push_back({line.back().x + random.next(-0.7, 0.7), line.back().y + random.next(-0.7, 0.7)});
  }
  CHECK(largest_difference(rasterize({line}, 2.5, 8), rasterize_by_samples({line}, 2.5, 8, 100)) <=
        2.0 / 255);
}

TEST_CASE("The area of a dot and of a line is that of geometry", "[ink][rasterize]") {
  const double radius = 1.25;
  const double dot = kPi * radius * radius;
  CHECK(std::abs(sum(rasterize({{{0.3, -0.2}}}, 2 * radius, 20)) - dot) < 0.02);
  CHECK(std::abs(sum(rasterize({{{-3, -4}, {3, 4}}}, 2 * radius, 20)) - (dot + 2 * radius * 10)) < 0.02);
}

TEST_CASE("An edge along the pixels is exact", "[ink][rasterize]") {
  const auto coverage = rasterize({{{-9, 0.1}, {9, 0.1}}}, 2.5, 4);
  for (std::size_t column = 0; column < 4; ++column) {
    CHECK(std::abs(coverage[0 + column] - 0.15) < 1e-12);
    CHECK(coverage[4 + column] == 1);
    CHECK(coverage[8 + column] == 1);
    CHECK(std::abs(coverage[12 + column] - 0.35) < 1e-12);
  }
}

TEST_CASE("Lines that overlap cover no more than their union", "[ink][rasterize]") {
  const Polyline line{{-5, -3}, {2, 6}, {4, -4}};
  CHECK(largest_difference(rasterize({line, line}, 2.5, 20), rasterize({line}, 2.5, 20)) == 0);
  const auto cross = rasterize({{{-5, 0}, {5, 0}}, {{0, -5}, {0, 5}}}, 2, 20);
  CHECK(std::abs(sum(cross) - (2 * (kPi + 20) - 4)) < 0.04);
  CHECK(*std::max_element(cross.begin(), cross.end()) == 1);
}

TEST_CASE("A drawing in the mirror has its coverage in the mirror, bit by bit", "[ink][rasterize]") {
  Lcg random;
  const auto lines = random_lines(random, 6, 8);
  auto mirrored = lines;
  for (Polyline& line : mirrored) {
    for (Place& place : line) place.x = -place.x;
  }
  const auto coverage = rasterize(lines, 2.5, 20);
  auto back = rasterize(mirrored, 2.5, 20);
  for (auto row = back.begin(); row != back.end(); row += 20) std::reverse(row, row + 20);
  CHECK(coverage == back);
}

TEST_CASE("A step too small to see changes no grey level", "[ink][rasterize]") {
  Lcg random;
  for (int round = 0; round < 20; ++round) {
    const auto lines = random_lines(random, 5, 9);
    auto stepped = lines;
    for (Polyline& line : stepped) {
      for (Place& place : line) place = {place.x + 1e-7, place.y - 1e-7};
    }
    CHECK(largest_difference(rasterize(lines, 2.5, 20), rasterize(stepped, 2.5, 20)) < 0.5 / 255);
  }
}

TEST_CASE("Ink beyond the grid is cut off", "[ink][rasterize]") {
  CHECK(sum(rasterize({{{100, 100}, {1e300, -3}}}, 2.5, 20)) == 0);
  CHECK(std::abs(sum(rasterize({{{-1e6, 0}, {1e6, 0}}}, 2, 20)) - 40) < 1e-6);
}

TEST_CASE("Without lines or pixels there is no coverage", "[ink][rasterize]") {
  CHECK(sum(rasterize({}, 2.5, 20)) == 0);
  CHECK(sum(rasterize({{}}, 2.5, 20)) == 0);
  CHECK(rasterize({{{0, 0}}}, 2.5, 0).empty());
}

}  // namespace inkling::testing
