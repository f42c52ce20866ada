// Guarantee A1: every gradient is right, of parameters and inputs, in train and eval mode.
#include <algorithm>
#include <array>
#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/error.hpp"
#include "inkling/nn/cross_entropy.hpp"
#include "inkling/train/mlp.hpp"
#include "support/figure.hpp"
#include "support/gradient_check.hpp"
#include "support/layers.hpp"
#include "support/matrices.hpp"

using namespace inkling;
using namespace inkling::testing;

namespace {

using M = BasicMatrix<double>;

constexpr std::array<std::array<Index, 2>, 4> kShapes = {{{1, 1}, {2, 3}, {5, 7}, {17, 33}}};
constexpr std::array<Index, 4> kBatches = {1, 2, 7, 32};
constexpr std::uint64_t kSeeds = 5;

CrossEntropyOptions loss_options(std::size_t which, Index classes, Generator& generator) {
  constexpr std::array<Reduction, 3> kReductions = {Reduction::mean, Reduction::sum, Reduction::none};
  CrossEntropyOptions options;
  options.reduction = kReductions[which % 3];
  if ((which / 3) % 2 != 0) options.label_smoothing = 0.1;
  if ((which / 6) % 2 != 0)
    for (Index k = 0; k < classes; ++k) options.weight.push_back(0.5 + generator.uniform_double());
  return options;
}

/// Each row's share of the reduced loss, as a function of what else may change.
std::function<M()> loss_terms(BasicCrossEntropyLoss<double>& loss, const std::function<const M&()>& logits,
                              std::span<const std::uint8_t> labels) {
  const double reduced = loss.forward(logits(), labels);
  const double sum = loss.losses().sum();
  const double share = sum == 0 ? 1 : reduced / sum;  // the reduction's divisor, which depends on labels only
  return [&loss, logits, labels, share]() -> M {
    loss.forward(logits(), labels);
    return loss.losses() * share;
  };
}

/// A function of a network's parameters and input, and the gradients that backward() gave for it. The worst
/// error, as a share of what is allowed.
double check_all(BasicModule<double>& module, M& input, const M& input_grad,
                 const std::function<M()>& terms) {
  double worst = 0;
  const auto check = [&terms, &worst](M& values, const M& analytic) {
    const GradientError error = gradient_error(values, analytic, terms);
    CHECK(error.worst <= 1);
    CHECK(error.ratio <= 1e-7);
    worst = std::max(worst, error.worst);
  };
  std::vector<M> grads;
  for (auto& [name, parameter] : module.named_parameters()) grads.push_back(parameter->grad);
  check(input, M(input_grad));
  std::size_t i = 0;
  for (auto& [name, parameter] : module.named_parameters()) {
    CAPTURE(name);
    check(parameter->value, grads[i++]);
  }
  return worst;
}

struct Case {
  const LayerKind<double>& kind;
  bool training;
  Index in, out, batch;
  std::uint64_t seed;
  std::size_t loss;  ///< number of a loss_options()
};

/// Input → layer → cross entropy. The worst error, as a share of what is allowed.
double check_case(const Case& c) {
  CAPTURE(c.kind.name, c.training, c.in, c.out, c.batch, c.seed, c.loss);
  Generator generator(c.seed);
  const auto layer = c.kind.make(c.in, c.out, generator);
  // None where ReLU has its kink; for BatchNorm1d rows apart, as near a variance of 0 it bends too fast for
  // differences.
  M input = 3 * random_matrix<double>(c.batch, c.in, generator, 1e-3F);
  if (c.kind.name.starts_with("batch_norm1d"))
    for (Index i = 0; i < c.batch; ++i) input.row(i).array() += 2 * static_cast<double>(i);
  for (auto& [name, parameter] : layer->named_parameters())
    parameter->value = random_matrix<double>(parameter->value.rows(), parameter->value.cols(), generator);
  layer->train(c.training);
  const std::uint64_t mask_seed = generator.random32();
  const std::function<const M&()> forward = [&]() -> const M& {
    generator.manual_seed(mask_seed);  // the same mask each time
    return layer->forward(input);
  };
  const Index classes = forward().cols();
  Generator draws(c.seed + 100);
  BasicCrossEntropyLoss<double> loss(loss_options(c.loss, classes, draws));
  std::vector<std::uint8_t> labels;
  for (Index i = 0; i < c.batch; ++i)
    labels.push_back(static_cast<std::uint8_t>(draws.random32() % static_cast<std::uint32_t>(classes)));
  const std::function<M()> terms = loss_terms(loss, forward, labels);
  return check_all(*layer, input, M(layer->backward(loss.backward())), terms);
}

}  // namespace

TEST_CASE("Every layer's gradients under every loss are right", "[nn][gradient][A1]") {
  std::size_t cases = 0;
  double worst = 0;
  for (const LayerKind<double>& kind : layer_kinds<double>())
    for (const bool training : {true, false})
      for (const auto& [in, out] : kShapes)
        for (const Index batch : kBatches) {
          if (kind.name.starts_with("batch_norm1d") && training && batch == 1) continue;  // refused
          for (std::uint64_t seed = 1; seed <= kSeeds; ++seed, ++cases)
            worst = std::max(worst, check_case({kind, training, in, out, batch, seed, cases}));
        }
  CHECK(cases == 1880);
  figure("A1", "cases of layer, loss and mode", static_cast<double>(cases));
  figure("A1", "worst error of a gradient", worst, "of what is allowed");
}

TEST_CASE("The gradients of a whole network under cross entropy are right", "[nn][gradient][A1]") {
  int networks = 0;
  double worst = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed)
    for (const Index batch : {1, 2, 7}) {
      CAPTURE(seed, batch);
      Generator generator(seed);
      BasicSequential<double> model = make_basic_mlp<double>({.layers = {6, 5, 4, 3}}, generator);
      M input = random_matrix<double>(batch, 6, generator);
      std::vector<std::uint8_t> labels;
      for (Index i = 0; i < batch; ++i) labels.push_back(static_cast<std::uint8_t>(generator.random32() % 3));
      BasicCrossEntropyLoss<double> loss;
      const std::function<M()> terms =
          loss_terms(loss, [&]() -> const M& { return model.forward(input); }, labels);
      worst = std::max(worst, check_all(model, input, M(model.backward(loss.backward())), terms));
      ++networks;
    }
  figure("A1", "whole networks", networks);
  figure("A1", "worst error in them", worst, "of what is allowed");
}
