#include "inkling/nn/functional.hpp"

#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "inkling/nn/linear.hpp"
#include "support/matrices.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;

TEST_CASE("linear() is what the module computes", "[nn][functional]") {
  Generator generator(1);
  Linear module(5, 3, generator);
  const Matrix input = random_matrix<float>(4, 5, generator);
  const auto parameters = module.named_parameters();
  CHECK(linear<float>(input, parameters[0].parameter->value, parameters[1].parameter->value) ==
        module.forward(input));
  const Matrix wrong = Matrix::Zero(1, 2);
  CHECK(refusal_of([&] { return linear<float>(input, parameters[0].parameter->value, wrong).rows(); }).code ==
        "E_API_SHAPE");
}

TEST_CASE("relu() cuts off below zero and hands NaN on", "[nn][functional]") {
  Matrix input(1, 3);
  input << -1, 2, std::numeric_limits<float>::quiet_NaN();
  const Matrix output = relu<float>(input);
  CHECK(output(0, 0) == 0);
  CHECK(output(0, 1) == 2);
  CHECK(std::isnan(output(0, 2)));
}

TEST_CASE("one_hot() sets one number a row", "[nn][functional]") {
  const std::vector<std::uint8_t> labels = {2, 0};
  Matrix expected(2, 3);
  expected << 0, 0, 1, 1, 0, 0;
  CHECK(one_hot(labels, 3) == expected);
  CHECK(refusal_of([&] { return one_hot(labels, 2).rows(); }).code == "E_API_LABEL");
}

TEST_CASE("Without classes there are no probabilities, and without a bias none is added",
          "[nn][functional]") {
  const Matrix none(3, 0);
  CHECK(softmax<float>(none).size() == 0);
  CHECK(log_softmax<float>(none).size() == 0);
  const Matrix input = Matrix::Ones(1, 2);
  CHECK(linear<float>(input, input, Matrix()) == Matrix::Constant(1, 1, 2));
}

TEST_CASE("log_softmax() stays finite where softmax() is 0", "[nn][functional]") {
  Matrix logits(1, 2);
  logits << 1e4F, -1e4F;
  CHECK(softmax<float>(logits)(0, 1) == 0);
  CHECK(log_softmax<float>(logits)(0, 1) == -2e4F);
  CHECK(log_softmax<float>(logits)(0, 0) == 0);
}
