#include "inkling/train/first_layer.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "inkling/train/mlp.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::refusal_of;

namespace {

Matrix& weight_of(Sequential& model) {
  return model.named_parameters().front().parameter->value;
}

}  // namespace

TEST_CASE("Each unit's weights are an image with a scale of its own", "[train][first_layer]") {
  Generator generator(1);
  Sequential model = make_mlp({4, 3, 2}, generator);
  weight_of(model) << 1, -2, 0, 0.5F,  //
      100, 0, 0, -50,                  //
      0, 0, 0, 0;
  const UnitImages images = first_layer_images(model, 0, 3);
  CHECK(images.units == 3);
  CHECK(images.features == 4);
  CHECK(images.greatest == std::vector<float>{2, 100, 0});
  CHECK(images.shades == std::vector<std::int8_t>{64, -127, 0, 32, 127, 0, 0, -64, 0, 0, 0, 0});
}

TEST_CASE("Units are asked for a page at a time, and the last page is as long as it is",
          "[train][first_layer]") {
  Generator generator(1);
  Sequential model = make_mlp({784, 20, 10}, generator);
  const UnitImages all = first_layer_images(model, 0, 1024);
  const UnitImages last = first_layer_images(model, 16, 16);
  CHECK(all.shades.size() == 20 * 784);
  CHECK(last.from == 16);
  CHECK(last.shades == std::vector<std::int8_t>(all.shades.begin() + 16 * 784, all.shades.end()));
  CHECK(last.greatest == std::vector<float>(all.greatest.begin() + 16, all.greatest.end()));
}

TEST_CASE("Without hidden layers the units are the classes", "[train][first_layer]") {
  Generator generator(1);
  Sequential model = make_mlp({9, 10}, generator);
  CHECK(first_layer_images(model, 0, 100).units == 10);
}

TEST_CASE("Units that are not there, too many and none, NaN and a network of no layers are refused",
          "[train][first_layer]") {
  Generator generator(1);
  Sequential model = make_mlp({4, 3, 2}, generator);
  CHECK(refusal_of([&] { return first_layer_images(model, 3, 1); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return first_layer_images(model, -1, 1); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return first_layer_images(model, 0, 0); }).code == "E_API_TOOBIG");
  CHECK(refusal_of([&] { return first_layer_images(model, 0, 1025); }).code == "E_API_TOOBIG");
  weight_of(model)(1, 1) = std::nanf("");
  CHECK(refusal_of([&] { return first_layer_images(model, 0, 3); }).code == "E_MODEL_NONFINITE");
  Sequential none;
  CHECK(refusal_of([&] { return first_layer_images(none, 0, 1); }).code == "E_API_STATE");
}
