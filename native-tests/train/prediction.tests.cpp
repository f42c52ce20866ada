#include "inkling/train/prediction.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "inkling/core/error.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/nn/functional.hpp"
#include "inkling/train/mlp.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using inkling::testing::refusal_of;

TEST_CASE("A prediction has the image, the probabilities and the likeliest class", "[train][prediction]") {
  Generator generator(1);
  Sequential model = make_mlp({784, 10}, generator);
  model.named_parameters()[1].parameter->value(0, 4) = 50;  // whatever it sees, it says 4
  const Drawing drawing = {{{10, 10}, {10, 90}}};
  const std::optional<Prediction> prediction = predict(model, drawing, {.canvas_size = 100});
  REQUIRE(prediction.has_value());
  CHECK(prediction->label == 4);
  REQUIRE(prediction->probabilities.size() == 10);
  CHECK_THAT(prediction->probabilities[4], Catch::Matchers::WithinAbs(1, 1e-6));
  CHECK(prediction->image.pixels == render(drawing, {.canvas_size = 100})->pixels);
}

TEST_CASE("A network that training has spoilt gives no reading", "[train][prediction]") {
  Generator generator(1);
  Sequential model = make_mlp({784, 10}, generator);
  model.named_parameters()[1].parameter->value(0, 4) = std::nanf("");
  CHECK_THROWS_AS(predict(model, {{{1, 1}, {2, 9}}}, {.canvas_size = 10}), Error);
}

TEST_CASE("Nothing drawn is nothing read, and a network of another size is refused", "[train][prediction]") {
  Generator generator(1);
  Sequential model = make_mlp({784, 10}, generator);
  CHECK_FALSE(predict(model, {}, {.canvas_size = 100}).has_value());
  Sequential small = make_mlp({100, 10}, generator);
  CHECK_THROWS_AS(predict(small, {{{1, 1}, {2, 9}}}, {.canvas_size = 100}), Error);
}

TEST_CASE("Pixels are read row by row, as many as there are, from bytes and from floats alike",
          "[train][prediction]") {
  Generator generator(1);
  Sequential model = make_mlp({6, 5, 4}, generator);
  std::vector<std::uint8_t> bytes(6 * 300);  // three batches, the last a small one
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>((i * i * 31) % 256);
  Matrix input(300, 6);
  pixels_to_input(bytes, input.data());
  const Matrix logits = model.forward(input);
  const Matrix expected = softmax(logits);

  const PixelPredictions of_bytes = predict_pixels(model, 6, bytes);
  const PixelPredictions of_floats =
      predict_pixels(model, 6, std::span<const float>(input.data(), static_cast<std::size_t>(input.size())));
  CHECK(of_bytes.probabilities == expected);
  CHECK(of_floats.probabilities == expected);
  CHECK(of_floats.labels == of_bytes.labels);
  REQUIRE(of_bytes.labels.size() == 300);
  for (Index i = 0; i < 300; ++i) {
    Index best = 0;
    logits.row(i).maxCoeff(&best);
    CHECK(of_bytes.labels[static_cast<std::size_t>(i)] == best);
  }
}

TEST_CASE("Pixels that are none, not whole images or no numbers are refused", "[train][prediction]") {
  Generator generator(1);
  Sequential model = make_mlp({6, 4}, generator);
  const auto code_for = [&](const std::vector<float>& pixels) {
    return refusal_of([&] { return predict_pixels(model, 6, std::span<const float>(pixels)); }).code;
  };
  CHECK(code_for({}) == "E_API_LENGTH");
  CHECK(code_for(std::vector<float>(7)) == "E_API_LENGTH");
  CHECK(code_for({0, 0, 0, std::nanf(""), 0, 0}) == "E_API_INPUT");
  CHECK(code_for({0, 0, 0, 0, 0, -std::numeric_limits<float>::infinity()}) == "E_API_INPUT");
  CHECK(code_for(std::vector<float>(12)) == "none");
  model.named_parameters()[1].parameter->value(0, 2) = std::nanf("");
  CHECK(code_for(std::vector<float>(12)) == "E_MODEL_NONFINITE");
}
