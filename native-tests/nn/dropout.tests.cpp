#include "inkling/nn/dropout.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "support/figure.hpp"
#include "support/matrices.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;

TEST_CASE("Dropout keeps as many as it says and scales them exactly", "[nn][dropout][A7]") {
  const Matrix ones = Matrix::Ones(1000, 1000);
  double draws = 0;
  double farthest = 0;
  for (const double p : {0.1, 0.5, 0.9}) {
    CAPTURE(p);
    Generator generator(7);
    Dropout dropout(p, generator);
    const Matrix& output = dropout.forward(ones);
    const float kept = 1.0F / static_cast<float>(1 - p);
    const auto count = (output.array() == kept).count();
    CHECK(count + (output.array() == 0.0F).count() == output.size());
    const double sigma = std::sqrt(p * (1 - p) / 1e6);
    const double rate = static_cast<double>(count) / 1e6;
    CHECK(std::abs(rate - (1 - p)) <= 4 * sigma);
    figure("A7", "kept at a probability of 0." + std::to_string(std::lround(10 * p)), 100 * rate, "%");
    draws += static_cast<double>(output.size());
    farthest = std::max(farthest, std::abs(rate - (1 - p)) / sigma);
  }
  figure("A7", "draws", draws);
  figure("A7", "farthest from what is asked for", farthest, "standard deviations");
}

TEST_CASE("The mask depends on the seed alone and backward uses the same one", "[nn][dropout][A7]") {
  Generator draws(1);
  const Matrix input = random_matrix<float>(6, 9, draws, 0.1F);
  Generator a(3);
  Generator b(3);
  Generator c(4);
  Dropout first(0.5, a);
  Dropout second(0.5, b);
  Dropout third(0.5, c);
  const Matrix output = first.forward(input);
  CHECK(second.forward(input) == output);
  CHECK(third.forward(input) != output);
  const Matrix ones = Matrix::Ones(6, 9);
  CHECK(((first.backward(ones).array() == 0) == (output.array() == 0)).all());
  CHECK(first.forward(input) != output);  // the next step has another
}

TEST_CASE("Dropout of nothing and dropout in eval mode are the identity and draw nothing",
          "[nn][dropout][A7]") {
  Generator draws(1);
  const Matrix input = random_matrix<float>(3, 4, draws);
  for (const double p : {0.0, 0.5}) {
    Generator generator(5);
    Dropout dropout(p, generator);
    if (p > 0) dropout.eval();
    CHECK(dropout.forward(input) == input);
    CHECK(dropout.backward(input) == input);
    CHECK(generator.random32() == Generator(5).random32());
  }
}

TEST_CASE("Dropout refuses a probability of one or none", "[nn][dropout][A7]") {
  Generator generator(1);
  for (const double p : {-0.1, 1.0, 1.5, std::nan("")}) {
    CAPTURE(p);
    CHECK(refusal_of([&] {
            Dropout dropout(p, generator);
            return 0;
          }).code == "E_HP_DROPOUT");
  }
}
