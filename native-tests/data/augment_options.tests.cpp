#include "inkling/data/augment_options.hpp"

#include <cmath>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "support/refusal.hpp"

using namespace inkling;

TEST_CASE("Augmentation is off unless one of its kinds is on", "[data][augmentation]") {
  CHECK_FALSE(is_any({}));
  CHECK_FALSE(is_affine({.thickness = 1, .elastic = 1}));
  for (const AugmentOptions& options : {AugmentOptions{.rotation = 0.1}, AugmentOptions{.scale = 0.1},
                                        AugmentOptions{.shear = 0.1}, AugmentOptions{.shift = 0.1}}) {
    CHECK(is_affine(options));
    CHECK(is_any(options));
  }
  CHECK(is_any({.thickness = 0.1}));
  CHECK(is_any({.elastic = 0.1}));
  CHECK(affine_augment(0.3) == AugmentOptions{0.3, 0.3, 0.3, 0.3, 0, 0});
}

TEST_CASE("A strength beyond 0 to 1 is refused by the name of its kind", "[data][augmentation]") {
  CHECK(testing::refusal_of([] { return require_strengths(AugmentOptions{1, 1, 1, 1, 1, 1}), 0; }).code ==
        "none");
  for (const double wrong : {-0.1, 1.1, std::nan("")}) {
    const auto check = [](const AugmentOptions& options, const std::string& name) {
      const auto refusal = testing::refusal_of([&] { return require_strengths(options), 0; });
      CHECK(refusal.code == "E_HP_AUGMENT");
      CHECK(refusal.message.find(name) != std::string::npos);
    };
    check({.rotation = wrong}, "rotation");
    check({.scale = wrong}, "scale");
    check({.shear = wrong}, "shear");
    check({.shift = wrong}, "shift");
    check({.thickness = wrong}, "thickness");
    check({.elastic = wrong}, "elastic");
  }
}
