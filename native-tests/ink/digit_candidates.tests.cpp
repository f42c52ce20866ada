#include "inkling/ink/digit_candidates.hpp"

#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "ink/sample_numbers.hpp"
#include "inkling/ink/stroke_pieces.hpp"

namespace inkling::testing {
namespace {

constexpr double kSmallest = 8;
using Strokes = std::vector<std::size_t>;

}  // namespace

TEST_CASE("Candidates are runs of pieces, each with its strokes", "[ink][candidates]") {
  const auto candidates = digit_candidates(sample_number({4, 2, 1}), kSmallest);
  REQUIRE(candidates.size() == 3);
  REQUIRE(candidates[2].size() == 3);
  CHECK(candidates[0].size() == 1);
  CHECK(candidates[0][0].strokes == Strokes{0, 1});
  CHECK(candidates[2][0].strokes == Strokes{3});
  CHECK(candidates[2][1].strokes == Strokes{2, 3});
  CHECK(candidates[2][2].strokes == Strokes{0, 1, 2, 3});
  CHECK(candidates[2][2].outline.x.low == candidates[0][0].outline.x.low);
}

TEST_CASE("A single piece may be a digit, far ones together may not", "[ink][candidates]") {
  const auto candidates = digit_candidates(sample_number({3, 8}, 90), kSmallest);
  CHECK(candidates[0][0].log_probability == 0);
  CHECK(candidates[1][0].log_probability == 0);
  CHECK(std::isinf(candidates[1][1].log_probability));
}

TEST_CASE("What the places leave open stays possible", "[ink][candidates]") {
  // The strokes of an open 4 that do not meet.
  const Drawing four = {{{20, 0}, {0, 60}, {40, 62}}, {{42, 35}, {44, 100}}};
  const auto candidates = digit_candidates(four, kSmallest);
  REQUIRE(candidates.size() == 2);
  CHECK(candidates[1][1].log_probability < 0);
  CHECK(candidates[1][1].log_probability > -6);
}

TEST_CASE("There are no more candidates than the limits say", "[ink][candidates]") {
  const auto candidates =
      digit_candidates(side_by_side(std::vector<Drawing>(kMaxPieces, sample_digits()[1])), kSmallest);
  REQUIRE(candidates.size() == kMaxPieces);
  for (const auto& ending : candidates) CHECK(ending.size() <= kMaxDigitPieces);
  CHECK(candidates.back().size() == kMaxDigitPieces);
  CHECK(digit_candidates({}, kSmallest).empty());
}

}  // namespace inkling::testing
