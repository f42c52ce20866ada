#include "inkling/train/saliency.hpp"

#include <cmath>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "inkling/nn/grad_mode.hpp"
#include "inkling/train/activations.hpp"
#include "inkling/train/mlp.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using Catch::Matchers::WithinAbs;
using testing::pattern_dataset;
using testing::refusal_of;

namespace {

float logit(Sequential& model, const Matrix& input, Index label) {
  const NoGradGuard no_grad;
  return model.forward(input)(0, label);
}

}  // namespace

TEST_CASE("Saliency is each pixel times the logit's gradient, as differences have it", "[train][saliency]") {
  Generator generator(3);
  Sequential model = make_mlp(
      {.layers = {784, 16, 10}, .activation = "tanh", .batch_norm = true, .dropout = 0.5}, generator);
  model.set_input_requires_grad(false);
  const Dataset images = pattern_dataset(6);
  const SignedImage found = saliency(model, images.image(5), 4);
  REQUIRE(found.shades.size() == 784);
  Matrix input = input_of(model, images.image(5), "test");
  Matrix expected(1, 784);
  constexpr float kStep = 0.01F;
  for (Index i = 0; i < 784; ++i) {
    const float pixel = input(0, i);
    input(0, i) = pixel + kStep;
    const float above = logit(model, input, 4);
    input(0, i) = pixel - kStep;
    expected(0, i) = pixel * (above - logit(model, input, 4)) / (2 * kStep);
    input(0, i) = pixel;
  }
  CHECK_THAT(found.greatest, WithinAbs(expected.cwiseAbs().maxCoeff(), 1e-3));
  for (Index i = 0; i < 784; ++i)
    CHECK(std::abs(static_cast<float>(found.shades[static_cast<std::size_t>(i)]) -
                   127 * expected(0, i) / found.greatest) < 3);
}

TEST_CASE("Saliency leaves gradients, their need and the generator as they were", "[train][saliency]") {
  Generator generator(3);
  Sequential model = make_mlp({.layers = {784, 16, 10}, .batch_norm = true, .dropout = 0.5}, generator);
  model.set_input_requires_grad(false);
  const Dataset images = pattern_dataset(4);
  float mark = 0;
  for (const NamedParameter& named : model.named_parameters()) named.parameter->grad.setConstant(++mark);
  Generator before = generator;
  saliency(model, images.image(0), 1);
  CHECK(refusal_of([&] { return saliency(model, images.image(0), 10); }).code == "E_API_RANGE");
  mark = 0;
  for (const NamedParameter& named : model.named_parameters()) {
    CAPTURE(named.name);
    CHECK(named.parameter->grad.isConstant(++mark));
  }
  CHECK_FALSE(model.input_requires_grad());
  CHECK_FALSE(model.child_at(0).input_requires_grad());
  CHECK(before.random32() == generator.random32());
}

TEST_CASE("Empty paper adds nothing to any logit", "[train][saliency]") {
  Generator generator(3);
  Sequential model = make_mlp({784, 16, 10}, generator);
  const SignedImage found = saliency(model, std::vector<std::uint8_t>(784), 0);
  CHECK(found.greatest == 0);
  CHECK(found.shades == std::vector<std::int8_t>(784));
}

TEST_CASE("Classes that are not there and images of another size are refused, and nothing is kept of them",
          "[train][saliency]") {
  Generator generator(3);
  Sequential model = make_mlp({784, 16, 10}, generator);
  const std::vector<std::uint8_t> image(784, 9);
  CHECK(refusal_of([&] { return saliency(model, image, -1); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return saliency(model, image, 10); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return saliency(model, std::vector<std::uint8_t>(3), 0); }).code == "E_API_LENGTH");
  const Matrix none = Matrix::Zero(1, 10);
  CHECK(refusal_of([&] { return model.backward(none); }).code == "E_API_STATE");
}
