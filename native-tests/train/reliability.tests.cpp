#include "inkling/train/reliability.hpp"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "support/refusal.hpp"

namespace inkling::testing {

TEST_CASE("bins and calibration error are those of a table made by hand", "[train][reliability]") {
  Matrix probabilities(5, 2);
  probabilities << 0.9F, 0.1F,  // right
      0.9F, 0.1F,               // wrong
      0.3F, 0.7F,               // right
      0.2F, 0.8F,               // right
      0.5F, 0.5F;               // right: the first of equal ones, in the bin that 0.5 ends
  const std::uint8_t labels[] = {0, 1, 1, 1, 0};
  const Reliability bins = reliability(probabilities, labels, 4);
  REQUIRE(bins.size() == 4);
  CHECK(bins[0] == ReliabilityBin{});
  CHECK(bins[1] == ReliabilityBin{1, 0.5, 1});
  CHECK(bins[2].count == 1);
  CHECK(bins[2].confidence == Catch::Approx(0.7));
  CHECK(bins[2].accuracy == 1);
  CHECK(bins[3].count == 3);
  CHECK(bins[3].confidence == Catch::Approx((0.9 + 0.9 + 0.8) / 3));
  CHECK(bins[3].accuracy == Catch::Approx(2.0 / 3));
  // (1 · 0.5 + 1 · 0.3 + 3 · 0.2) / 5
  CHECK(expected_calibration_error(bins) == Catch::Approx(0.28));
}

TEST_CASE("who is always sure and always right has no calibration error", "[train][reliability]") {
  Matrix probabilities = Matrix::Zero(3, 10);
  probabilities.col(4).setOnes();
  const std::uint8_t labels[] = {4, 4, 4};
  const Reliability bins = reliability(probabilities, labels);
  CHECK(bins.size() == 15);
  CHECK(bins.back() == ReliabilityBin{3, 1, 1});
  CHECK(expected_calibration_error(bins) == 0);
  CHECK(expected_calibration_error(Reliability(15)) == 0);
}

TEST_CASE("a table of other labels than rows, or of no bins, is refused", "[train][reliability]") {
  const Matrix probabilities = Matrix::Ones(2, 1);
  const std::uint8_t labels[] = {0, 0};
  CHECK(refusal_of([&] { return reliability(probabilities, std::span(labels).first(1)); }).code ==
        "E_API_SHAPE");
  CHECK(refusal_of([&] { return reliability(probabilities, labels, 0); }).code == "E_API_RANGE");
}

}  // namespace inkling::testing
