#include "inkling/nn/cross_entropy.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "inkling/core/error.hpp"
#include "inkling/nn/functional.hpp"

using namespace inkling;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("Equal logits give the logarithm of the number of classes", "[nn][cross_entropy]") {
  const Matrix logits = Matrix::Zero(5, 10);
  const std::vector<std::uint8_t> labels = {0, 3, 9, 5, 5};
  CrossEntropyLoss loss;
  CHECK_THAT(loss.forward(logits, labels), WithinAbs(std::log(10.0), 1e-6));
}

TEST_CASE("The loss is the mean over the batch", "[nn][cross_entropy]") {
  Matrix logits(2, 2);
  logits << 0, 0, 0, std::log(3.0F);
  const std::vector<std::uint8_t> labels = {0, 1};
  CrossEntropyLoss loss;
  CHECK_THAT(loss.forward(logits, labels), WithinRel((std::log(2.0) + std::log(4.0 / 3.0)) / 2, 1e-6));
}

TEST_CASE("Logits of ten thousand neither overflow nor lose the loss", "[nn][cross_entropy]") {
  Matrix logits(3, 3);
  logits << 1e4F, -1e4F, 0, 1e4F, 1e4F, -1e4F, -1e4F, -1e4F, -1e4F;
  CrossEntropyLoss loss;
  CHECK_THAT(loss.forward(logits, std::vector<std::uint8_t>{1, 0, 2}),
             WithinRel((2e4 + std::log(2.0) + std::log(3.0)) / 3, 1e-6));
  const Matrix& grad = loss.backward();
  CHECK(grad.allFinite());
  CHECK_THAT(grad.row(0).sum(), WithinAbs(0, 1e-7));
}

TEST_CASE("NaN among the logits comes out as NaN, not as a wrong number", "[nn][cross_entropy]") {
  Matrix logits = Matrix::Zero(1, 3);
  logits(0, 2) = std::numeric_limits<float>::quiet_NaN();
  CrossEntropyLoss loss;
  CHECK(std::isnan(loss.forward(logits, std::vector<std::uint8_t>{0})));
}

TEST_CASE("Labels must be as many as rows and less than the classes", "[nn][cross_entropy]") {
  const Matrix logits = Matrix::Zero(2, 3);
  CrossEntropyLoss loss;
  CHECK_THROWS_AS(loss.forward(logits, std::vector<std::uint8_t>{0}), Error);
  CHECK_THROWS_AS(loss.forward(logits, std::vector<std::uint8_t>{0, 3}), Error);
  const Matrix none(0, 3);
  CHECK_THROWS_AS(loss.forward(none, {}), Error);
}

TEST_CASE("There is no gradient before a loss", "[nn][cross_entropy]") {
  CrossEntropyLoss loss;
  CHECK_THROWS_AS(loss.backward(), Error);
}

TEST_CASE("A refused label leaves the last gradient as it was, and asking twice gives the same",
          "[nn][cross_entropy]") {
  CrossEntropyLoss loss;
  const Matrix small = Matrix::Zero(1, 2);
  loss.forward(small, std::vector<std::uint8_t>{1});
  const Matrix large = Matrix::Zero(3, 2);
  CHECK_THROWS_AS(loss.forward(large, std::vector<std::uint8_t>{0, 1, 2}), Error);
  Matrix expected(1, 2);
  expected << 0.5F, -0.5F;
  CHECK(loss.backward() == expected);
  CHECK(loss.backward() == expected);
}

TEST_CASE("Softmax rows sum to one and follow the logits", "[nn][functional]") {
  Matrix logits(2, 3);
  logits << 1, 2, 3, 1e4F, -1e4F, 1e4F;
  Matrix probabilities;
  softmax<float>(logits, probabilities);
  CHECK_THAT(probabilities.row(0).sum(), WithinAbs(1, 1e-6));
  CHECK_THAT(probabilities(0, 2),
             WithinRel(std::exp(3.0) / (std::exp(1.0) + std::exp(2.0) + std::exp(3.0)), 1e-6));
  CHECK(probabilities(1, 0) == 0.5F);
  CHECK(probabilities(1, 1) == 0.0F);
}
