// Guarantee A3: float operations stay near what double gives, over 10,000 drawn cases each. It allows 3 C + 3
// units in the last place for the softmax of C numbers, 34 for sigmoid, 16 for tanh, 6 for BatchNorm1d;
// tested is two or three times what was measured.
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/kernels/products.hpp"
#include "inkling/nn/functional.hpp"
#include "support/figure.hpp"
#include "support/layers.hpp"
#include "support/matrices.hpp"

using namespace inkling;
using namespace inkling::testing;

namespace {

constexpr int kCases = 10'000;

/// The unit in the last place of a float of this size.
double ulp(float x) {
  const float size = std::max(std::abs(x), std::numeric_limits<float>::min());
  return static_cast<double>(std::nextafter(size, HUGE_VALF)) - static_cast<double>(size);
}

/// The distance in units of which `unit` is one; infinite for NaN.
double error_in(double unit, float found, double exact) {
  const double error = std::abs(static_cast<double>(found) - exact) / unit;
  return std::isnan(error) ? HUGE_VAL : error;
}

/// Distance in units in the last place of the float next to `exact`.
double ulp_error(float found, double exact) {
  return error_in(ulp(static_cast<float>(exact)), found, exact);
}

/// What an activation made of kCases numbers, in float and in double.
struct Activated {
  Matrix input;
  Matrix found;
  BasicMatrix<double> exact;

  /// The greatest error in units in the last place of the result.
  [[nodiscard]] double worst() const {
    double most = 0;
    for (Index i = 0; i < kCases; ++i) most = std::max(most, ulp_error(found(0, i), exact(0, i)));
    return most;
  }
  /// The greatest error in units in the last place of the input.
  [[nodiscard]] double worst_of_input() const {
    double most = 0;
    for (Index i = 0; i < kCases; ++i)
      most = std::max(most, error_in(ulp(input(0, i)), found(0, i), exact(0, i)));
    return most;
  }
};

template <typename Scalar>
std::unique_ptr<BasicModule<Scalar>> make_layer(const std::string& name) {
  Generator generator(1);
  for (const LayerKind<Scalar>& kind : layer_kinds<Scalar>())
    if (kind.name == name) return kind.make(1, 1, generator);
  FAIL("no layer " << name);
  return nullptr;
}

/// Numbers between `from` and `to`.
Activated activate(const std::string& name, float from, float to) {
  Generator generator(3);
  Activated out{Matrix(1, kCases), {}, {}};
  for (Index i = 0; i < kCases; ++i) out.input(0, i) = generator.uniform(from, to);
  out.found = make_layer<float>(name)->forward(out.input);
  const BasicMatrix<double> wide = out.input.cast<double>();
  out.exact = make_layer<double>(name)->forward(wide);
  return out;
}

}  // namespace

TEST_CASE("Products keep to the bound that holds for any order of summation", "[nn][numerics][A3]") {
  Generator generator(1);
  int products = 0;
  double worst = 0;  // of the bound
  for (int i = 0; i < kCases; ++i, ++products) {
    const auto draw = [&](std::uint32_t most) { return static_cast<Index>(1 + generator.random32() % most); };
    const Index rows = draw(8);
    const Index depth = draw(48);
    const Index columns = draw(12);
    const Matrix a = random_matrix<float>(rows, depth, generator);
    const Matrix b = random_matrix<float>(columns, depth, generator);
    Matrix found;
    kernels::linear_forward<float>(a, b, Matrix(1, 0), found);
    const BasicMatrix<double> exact = a.cast<double>() * b.cast<double>().transpose();
    const BasicMatrix<double> sizes = a.cwiseAbs().cast<double>() * b.cwiseAbs().cast<double>().transpose();
    const double unit = 1.01 * static_cast<double>(depth) * 0x1p-24;
    const BasicMatrix<double> errors = (found.cast<double>() - exact).cwiseAbs();
    REQUIRE((errors.array() <= unit * sizes.array()).all());
    for (Index k = 0; k < errors.size(); ++k)
      if (errors.data()[k] > 0) worst = std::max(worst, errors.data()[k] / (unit * sizes.data()[k]));
  }
  figure("A3", "products", products);
  figure("A3", "worst error of a product", worst, "of the bound");
}

TEST_CASE("Softmax is exact to a few units in the last place", "[nn][numerics][A3]") {
  Generator generator(2);
  int rows = 0;
  double worst = 0;
  for (int i = 0; i < kCases; ++i, ++rows) {
    const auto classes = static_cast<Index>(1 + generator.random32() % 16);
    const Matrix logits = 8 * random_matrix<float>(1, classes, generator);
    const Matrix found = softmax<float>(logits);
    const BasicMatrix<double> exact = softmax<double>(logits.cast<double>());
    double here = 0;
    for (Index k = 0; k < classes; ++k) here = std::max(here, ulp_error(found(0, k), exact(0, k)));
    REQUIRE(here <= 3.0 * static_cast<double>(classes) + 3);
    worst = std::max(worst, here);
  }
  CHECK(worst <= 18);  // 5.9: the rounding of z - max(z), up to 16 here, is multiplied by exp
  figure("A3", "rows of softmax", rows);
  figure("A3", "softmax, worst", worst, "ulp");
}

TEST_CASE("Activations are exact to a few units in the last place", "[nn][numerics][A3]") {
  const auto worst = [](const std::string& name, float from, float to) {
    const Activated activated = activate(name, from, to);
    const double ulps = activated.worst();
    figure("A3", name + ", numbers", static_cast<double>(activated.found.size()));
    figure("A3", name + ", worst", ulps, "ulp");
    return ulps;
  };
  CHECK(worst("relu", -100, 100) == 0);
  CHECK(worst("leaky_relu", -100, 100) <= 1);
  CHECK(worst("sigmoid", -20, 20) <= 4);
  CHECK(worst("tanh", -10, 10) <= 4);
}

// x · ½ (1 + erf(x/√2)), as torch computes it too: for negative x the sum cancels, and what is left of it has
// an error of some 2^-24. At -5, where the result is -1e-6, few of its digits are right; what holds
// everywhere is that the error is small beside x. From -1 on at least a sixth of x is left, and the result is
// exact to a few units of its own.
TEST_CASE("GELU is exact to a few units in the last place of its input", "[nn][numerics][A3]") {
  for (const std::string name : {"gelu", "gelu_tanh"}) {
    CAPTURE(name);
    const double of_input = activate(name, -10, 10).worst_of_input();
    const double of_result = activate(name, -1, 10).worst();
    CHECK(of_input <= 4);
    CHECK(of_result <= 7);
    figure("A3", name + ", worst", of_input, "ulp of its input");
    figure("A3", name + " from -1 on, worst", of_result, "ulp");
  }
}

TEST_CASE("BatchNorm1d is exact to the last place", "[nn][numerics][A3]") {
  constexpr Index kRows = 20;
  constexpr Index kColumns = 5;
  Generator generator(4);
  int numbers = 0;
  double worst = 0;
  for (int i = 0; i < kCases / 100; ++i) {
    const Matrix input = 4 * random_matrix<float>(kRows, kColumns, generator);
    BatchNorm1d layer(kColumns);
    const std::vector<NamedParameter> parameters = layer.named_parameters();
    for (const NamedParameter& named : parameters)
      named.parameter->value = random_matrix<float>(1, kColumns, generator);
    const Matrix& found = layer.forward(input);
    for (Index j = 0; j < kColumns; ++j) {
      double mean = 0;
      for (Index k = 0; k < kRows; ++k) mean += static_cast<double>(input(k, j)) / kRows;
      double var = 0;
      for (Index k = 0; k < kRows; ++k) var += std::pow(static_cast<double>(input(k, j)) - mean, 2) / kRows;
      const auto weight = static_cast<double>(parameters[0].parameter->value(0, j));
      const auto bias = static_cast<double>(parameters[1].parameter->value(0, j));
      for (Index k = 0; k < kRows; ++k) {
        const double expected =
            (static_cast<double>(input(k, j)) - mean) / std::sqrt(var + 1e-5) * weight + bias;
        worst = std::max(worst, ulp_error(found(k, j), expected));
        ++numbers;
      }
    }
  }
  CHECK(worst <= 1);  // 0.5: computed in double and rounded once
  figure("A3", "BatchNorm1d, numbers", numbers);
  figure("A3", "BatchNorm1d, worst", worst, "ulp");
}
