#include "inkling/train/prediction.hpp"

#include <cmath>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "inkling/core/error.hpp"
#include "inkling/train/mlp.hpp"

using namespace inkling;

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
