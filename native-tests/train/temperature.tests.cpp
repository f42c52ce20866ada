#include "inkling/train/temperature.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "inkling/core/randn.hpp"
#include "inkling/core/random.hpp"
#include "inkling/nn/functional.hpp"
#include "support/refusal.hpp"

namespace inkling::testing {
namespace {

/// Labels drawn as the logits, divided by `temperature`, say.
std::vector<std::uint8_t> draw_labels(const Matrix& logits, double temperature, Generator& generator) {
  const Matrix probabilities = softmax_at(logits, temperature);
  std::vector<std::uint8_t> labels;
  for (Index i = 0; i < probabilities.rows(); ++i) {
    double rest = generator.uniform_double();
    Index label = 0;
    while (label + 1 < probabilities.cols() && (rest -= probabilities(i, label)) >= 0) ++label;
    labels.push_back(static_cast<std::uint8_t>(label));
  }
  return labels;
}

}  // namespace

TEST_CASE("the temperature that labels were drawn with is found", "[train][temperature]") {
  for (const double temperature : {0.4, 1.0, 2.5}) {
    Generator generator(3);
    const Matrix logits = randn(20000, 10, generator) * 3;
    const std::vector<std::uint8_t> labels = draw_labels(logits, temperature, generator);
    CHECK(fit_temperature(logits, labels) == Catch::Approx(temperature).epsilon(0.03));
  }
}

TEST_CASE("no temperature beside the one that was found has a smaller loss", "[train][temperature]") {
  Generator generator(4);
  const Matrix logits = randn(500, 10, generator) * 4;
  const std::vector<std::uint8_t> labels = draw_labels(logits, 1.7, generator);
  const double found = fit_temperature(logits, labels);
  const double least = negative_log_likelihood(logits, labels, found);
  for (const double beside : {0.9, 0.99, 1.01, 1.1})
    CHECK(negative_log_likelihood(logits, labels, found * beside) > least);
}

TEST_CASE("the loss at temperature 1 is the cross entropy", "[train][temperature]") {
  Matrix logits(2, 3);
  logits << 1, 2, 3, -400, 0, 400;
  const std::uint8_t labels[] = {2, 1};
  const Matrix log_probabilities = log_softmax(logits);
  CHECK(negative_log_likelihood(logits, labels, 1) ==
        Catch::Approx(-(log_probabilities(0, 2) + log_probabilities(1, 1)) / 2));
}

TEST_CASE("labels that no temperature explains end at the limits", "[train][temperature]") {
  Matrix logits(2, 2);
  logits << 1, 0, 0, 1;
  const std::uint8_t right[] = {0, 1};
  const std::uint8_t wrong[] = {1, 0};
  CHECK(fit_temperature(logits, right) == Catch::Approx(TemperatureFit::kLowest).epsilon(0.01));
  CHECK(fit_temperature(logits, wrong) == Catch::Approx(TemperatureFit::kHighest).epsilon(0.01));
}

TEST_CASE("a temperature changes how sure, not what is read", "[train][temperature]") {
  Matrix logits(1, 3);
  logits << 1, 4, 2;
  const Matrix hot = softmax_at(logits, 3);
  const Matrix plain = softmax(logits);
  CHECK(softmax_at(logits, 1) == plain);
  CHECK(hot(0, 1) < plain(0, 1));
  CHECK(hot(0, 1) > hot(0, 2));
  CHECK(hot(0, 2) > hot(0, 0));
}

TEST_CASE("what has no temperature is refused", "[train][temperature]") {
  Matrix logits = Matrix::Zero(2, 3);
  const std::vector<std::uint8_t> labels = {0, 3};
  CHECK(refusal_of([&] { return fit_temperature(logits, labels); }).code == "E_API_SHAPE");
  CHECK(refusal_of([&] { return fit_temperature(logits, std::span(labels).first(1)); }).code ==
        "E_API_SHAPE");
  CHECK(refusal_of([&] { return fit_temperature(Matrix(0, 3), {}); }).code == "E_API_SHAPE");
  logits(1, 1) = std::numeric_limits<float>::quiet_NaN();
  CHECK(refusal_of([&] { return fit_temperature(logits, std::vector<std::uint8_t>{0, 1}); }).code ==
        "E_MODEL_NONFINITE");
  CHECK(refusal_of([&] { return softmax_at(logits, 0); }).code == "E_API_RANGE");
}

}  // namespace inkling::testing
