// Guarantee A3: float operations stay near what double gives, over 10,000 drawn cases each.
#include <bit>
#include <cmath>
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/kernels/products.hpp"
#include "inkling/nn/functional.hpp"
#include "support/layers.hpp"
#include "support/matrices.hpp"

using namespace inkling;
using namespace inkling::testing;

namespace {

constexpr int kCases = 10'000;

/// Distance in units in the last place of the float next to `exact`.
double ulp_error(float found, double exact) {
  const auto nearest = static_cast<float>(exact);
  const float size = std::max(std::abs(nearest), std::numeric_limits<float>::min());
  const double ulp = static_cast<double>(std::nextafter(size, HUGE_VALF)) - static_cast<double>(size);
  return std::abs(static_cast<double>(found) - exact) / ulp;
}

/// The greatest error of an activation over kCases numbers in ±range.
double worst_activation_error(const std::string& name, float range) {
  Generator generator(3);
  Matrix input(1, kCases);
  for (Index i = 0; i < kCases; ++i) input(0, i) = generator.uniform(-range, range);
  const BasicMatrix<double> wide = input.cast<double>();
  double worst = 0;
  for (std::size_t k = 0; k < layer_kinds<float>().size(); ++k) {
    if (layer_kinds<float>()[k].name != name) continue;
    const auto single = layer_kinds<float>()[k].make(1, 1, generator);
    const auto exact = layer_kinds<double>()[k].make(1, 1, generator);
    const Matrix& found = single->forward(input);
    const BasicMatrix<double>& expected = exact->forward(wide);
    for (Index i = 0; i < kCases; ++i) worst = std::max(worst, ulp_error(found(0, i), expected(0, i)));
  }
  return worst;
}

}  // namespace

TEST_CASE("Products keep to the bound that holds for any order of summation", "[nn][numerics][A3]") {
  Generator generator(1);
  for (int i = 0; i < kCases; ++i) {
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
    REQUIRE(((found.cast<double>() - exact).cwiseAbs().array() <= unit * sizes.array()).all());
  }
}

TEST_CASE("Softmax is exact to 3 C + 3 units in the last place", "[nn][numerics][A3]") {
  Generator generator(2);
  for (int i = 0; i < kCases; ++i) {
    const auto classes = static_cast<Index>(1 + generator.random32() % 16);
    const Matrix logits = 8 * random_matrix<float>(1, classes, generator);
    const Matrix found = softmax<float>(logits);
    const BasicMatrix<double> exact = softmax<double>(logits.cast<double>());
    for (Index k = 0; k < classes; ++k)
      REQUIRE(ulp_error(found(0, k), exact(0, k)) <= 3.0 * static_cast<double>(classes) + 3);
  }
}

TEST_CASE("Activations are exact to a few units in the last place", "[nn][numerics][A3]") {
  CHECK(worst_activation_error("relu", 100) == 0);
  CHECK(worst_activation_error("sigmoid", 20) <= 34);
  CHECK(worst_activation_error("tanh", 10) <= 16);
}

TEST_CASE("BatchNorm1d is exact to 6 units in the last place", "[nn][numerics][A3]") {
  Generator generator(4);
  double worst = 0;
  for (int i = 0; i < kCases / 100; ++i) {
    const Matrix input = 4 * random_matrix<float>(20, 5, generator);
    BatchNorm1d single(5);
    BasicBatchNorm1d<double> exact(5);
    const Matrix& found = single.forward(input);
    const BasicMatrix<double> wide = input.cast<double>();
    const BasicMatrix<double>& expected = exact.forward(wide);
    for (Index k = 0; k < found.size(); ++k)
      worst = std::max(worst, ulp_error(found.data()[k], expected.data()[k]));
  }
  CHECK(worst <= 6);
}
