#include "inkling/train/signed_image.hpp"

#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "support/refusal.hpp"

using namespace inkling;
using testing::refusal_of;

namespace {

SignedImage image_of(const std::vector<float>& values) {
  return signed_image(values, "test");
}

}  // namespace

TEST_CASE("The greatest magnitude of either sign becomes 127, zero stays zero", "[train][signed_image]") {
  const SignedImage image = image_of({0, 1, -2, 0.5F});
  CHECK(image.greatest == 2);
  CHECK(image.shades == std::vector<std::int8_t>{0, 64, -127, 32});
}

TEST_CASE("Nothing but zeros is an image of zeros", "[train][signed_image]") {
  CHECK(image_of({0, 0}).shades == std::vector<std::int8_t>{0, 0});
  CHECK(image_of({0, 0}).greatest == 0);
  CHECK(image_of({}).shades.empty());
}

TEST_CASE("The greatest and the least of numbers are scaled without overflow", "[train][signed_image]") {
  const float most = std::numeric_limits<float>::max();
  const float least = std::numeric_limits<float>::denorm_min();
  CHECK(image_of({most, -most}).shades == std::vector<std::int8_t>{127, -127});
  CHECK(image_of({least, -least}).shades == std::vector<std::int8_t>{127, -127});
}

TEST_CASE("What is no number is refused", "[train][signed_image]") {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()})
    CHECK(refusal_of([&] { return image_of({1, bad}); }).code == "E_MODEL_NONFINITE");
}
