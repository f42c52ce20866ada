#include "inkling/ink/half_plane.hpp"

#include <cmath>

#include <catch2/catch_test_macros.hpp>

namespace inkling::testing {

TEST_CASE("An edge through the centre halves the square", "[ink][half_plane]") {
  CHECK(half_plane_share(1, 0, 0, 1) == 0.5);
  CHECK(half_plane_share(0, -1, 0, 0.25) == 0.5);
  CHECK(half_plane_share(-0.6, 0.8, 0, 3) == 0.5);
}

TEST_CASE("An edge along a side cuts off a strip", "[ink][half_plane]") {
  CHECK(std::abs(half_plane_share(1, 0, 0.3, 1) - 0.8) < 1e-15);
  CHECK(std::abs(half_plane_share(0, 1, -0.5, 2) - 0.25) < 1e-15);
}

TEST_CASE("An edge across a corner cuts off a triangle", "[ink][half_plane]") {
  const double diagonal = std::sqrt(0.5);
  // Half way from the centre to a corner the triangle beyond has a quarter of a half.
  CHECK(std::abs(half_plane_share(diagonal, diagonal, diagonal / 2, 1) - 0.875) < 1e-15);
  CHECK(std::abs(half_plane_share(-diagonal, diagonal, -diagonal / 2, 1) - 0.125) < 1e-15);
}

TEST_CASE("An edge beyond the square leaves all or nothing", "[ink][half_plane]") {
  CHECK(half_plane_share(0.6, 0.8, 0.71, 1) == 1);
  CHECK(half_plane_share(0.6, 0.8, -0.71, 1) == 0);
  CHECK(half_plane_share(1, 0, 0.5, 1) == 1);
  CHECK(half_plane_share(1, 0, -1e300, 1) == 0);
}

}  // namespace inkling::testing
