// Every gradient against central differences, in double.
#include <cmath>
#include <functional>
#include <memory>

#include <catch2/catch_test_macros.hpp>

#include "inkling/nn/cross_entropy.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"
#include "inkling/nn/sequential.hpp"
#include "inkling/train/mlp.hpp"
#include "support/matrices.hpp"

using namespace inkling;
using testing::random_matrix;

namespace {

using M = BasicMatrix<double>;

/// Compares `analytic` with (f(x + h) - f(x - h)) / 2h for every element x of `values`.
void check_gradient(M& values, const M& analytic, const std::function<double()>& f) {
  constexpr double kStep = 1e-5;
  REQUIRE(analytic.rows() == values.rows());
  REQUIRE(analytic.cols() == values.cols());
  for (Index i = 0; i < values.size(); ++i) {
    const double x = values.data()[i];
    values.data()[i] = x + kStep;
    const double above = f();
    values.data()[i] = x - kStep;
    const double below = f();
    values.data()[i] = x;
    const double numeric = (above - below) / (2 * kStep);
    const double found = analytic.data()[i];
    REQUIRE(std::abs(found - numeric) <= 1e-9 + 1e-6 * std::max(std::abs(found), std::abs(numeric)));
  }
}

/// The scalar whose gradient is taken: Σ output ⊙ direction, so that output_grad is the direction.
void check_module(BasicModule<double>& module, M input, Generator& generator) {
  const M& first = module.forward(input);
  const M direction = random_matrix<double>(first.rows(), first.cols(), generator);
  const auto f = [&] { return module.forward(input).cwiseProduct(direction).sum(); };
  f();
  const M input_grad = module.backward(direction);
  std::vector<M> grads;
  for (auto& [name, parameter] : module.named_parameters()) grads.push_back(parameter->grad);

  check_gradient(input, input_grad, f);
  std::size_t i = 0;
  for (auto& [name, parameter] : module.named_parameters()) {
    CAPTURE(name);
    check_gradient(parameter->value, grads[i++], f);
  }
}

constexpr std::array<std::array<Index, 2>, 4> kShapes = {{{1, 1}, {2, 3}, {5, 7}, {17, 33}}};
constexpr std::array<Index, 4> kBatches = {1, 2, 7, 32};

}  // namespace

TEST_CASE("Linear's gradients are right", "[nn][gradient]") {
  Generator generator(1);
  for (const auto& [in, out] : kShapes)
    for (const Index batch : kBatches) {
      CAPTURE(in, out, batch);
      BasicLinear<double> linear(in, out, generator);
      check_module(linear, random_matrix<double>(batch, in, generator), generator);
    }
}

TEST_CASE("ReLU's gradient is right", "[nn][gradient]") {
  Generator generator(2);
  for (const auto& [rows, columns] : kShapes) {
    CAPTURE(rows, columns);
    BasicReLU<double> relu;
    check_module(relu, random_matrix<double>(rows, columns, generator, 1e-3F), generator);
  }
}

TEST_CASE("The gradients of a whole network under cross entropy are right", "[nn][gradient]") {
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U})
    for (const Index batch : {1, 2, 7}) {
      CAPTURE(seed, batch);
      Generator generator(seed);
      BasicSequential<double> model = make_basic_mlp<double>({6, 5, 4, 3}, generator);
      M input = random_matrix<double>(batch, 6, generator);
      std::vector<std::uint8_t> labels;
      for (Index i = 0; i < batch; ++i) labels.push_back(static_cast<std::uint8_t>(generator.random32() % 3));
      BasicCrossEntropyLoss<double> loss;
      const auto f = [&] { return loss.forward(model.forward(input), labels); };
      f();
      const M input_grad = model.backward(loss.backward());
      std::vector<M> grads;
      for (auto& [name, parameter] : model.named_parameters()) grads.push_back(parameter->grad);
      check_gradient(input, input_grad, f);
      std::size_t i = 0;
      for (auto& [name, parameter] : model.named_parameters()) {
        CAPTURE(name);
        check_gradient(parameter->value, grads[i++], f);
      }
    }
}
