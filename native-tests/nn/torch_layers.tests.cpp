// What each layer computes is what PyTorch computed from the same numbers (assets/reference/layer_traces.py).
#include <algorithm>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "inkling/nn/sequential.hpp"
#include "support/figure.hpp"
#include "support/layers.hpp"
#include "support/reference.hpp"

using namespace inkling;
using namespace inkling::testing;

namespace {

const Reference& layers() {
  static const Reference file("layers");
  return file;
}

template <typename Scalar>
constexpr double kTolerance = std::is_same_v<Scalar, double> ? 1e-13 : 1e-6;

/// Within the tolerance, relative to numbers above 1.
template <typename Scalar>
void check_close(const BasicMatrix<Scalar>& found, const BasicMatrix<Scalar>& expected) {
  REQUIRE(found.rows() == expected.rows());
  REQUIRE(found.cols() == expected.cols());
  const auto error = (found - expected).cwiseAbs().array() / expected.cwiseAbs().array().max(Scalar(1));
  CHECK(static_cast<double>(error.template maxCoeff<Eigen::PropagateNaN>()) <= kTolerance<Scalar>);
}

template <typename Scalar>
void load(BasicModule<Scalar>& layer, const std::string& prefix) {
  for (auto& [name, parameter] : layer.named_parameters())
    parameter->value = layers().matrix<Scalar>(prefix + name);
  for (auto& [name, value] : layer.named_buffers())
    if (auto* const* row = std::get_if<BasicMatrix<Scalar>*>(&value))
      **row = layers().matrix<Scalar>(prefix + name);
}

template <typename Scalar>
void check_buffers(BasicModule<Scalar>& layer, const std::string& prefix, bool training) {
  for (auto& [name, value] : layer.named_buffers()) {
    CAPTURE(name);
    if (auto* const* counter = std::get_if<std::int64_t*>(&value)) {
      CHECK(**counter == layers().integers(prefix + name).front());
      continue;
    }
    const BasicMatrix<Scalar>& row = *std::get<BasicMatrix<Scalar>*>(value);
    const auto expected = layers().matrix<Scalar>(prefix + name);
    if (training)
      check_close<Scalar>(row, expected);
    else
      CHECK(row == expected);  // to the bit: eval mode only reads
  }
}

}  // namespace

TEMPLATE_TEST_CASE("Every layer's outputs and gradients are PyTorch's", "[nn][torch]", float, double) {
  const std::string dtype = std::is_same_v<TestType, double> ? "f64" : "f32";
  const auto seed = static_cast<std::uint64_t>(std::stoul(layers().metadata("seed")));
  for (const LayerKind<TestType>& kind : layer_kinds<TestType>())
    for (const bool training : {true, false}) {
      const std::string prefix = kind.name + "." + dtype + (training ? ".train." : ".eval.");
      CAPTURE(prefix);
      Generator generator(seed);
      const auto layer = kind.make(5, 3, generator);
      load(*layer, prefix + "before.");
      layer->train(training);
      const auto input = layers().matrix<TestType>(prefix + "input");
      const auto output_grad = layers().matrix<TestType>(prefix + "output_grad");
      generator.manual_seed(seed);
      check_close<TestType>(layer->forward(input), layers().matrix<TestType>(prefix + "output"));
      check_close<TestType>(layer->backward(output_grad), layers().matrix<TestType>(prefix + "input_grad"));
      for (auto& [name, parameter] : layer->named_parameters()) {
        CAPTURE(name);
        check_close<TestType>(parameter->grad, layers().matrix<TestType>(prefix + "grad." + name));
      }
      check_buffers(*layer, prefix + "after.", training);
    }
}

TEST_CASE("Dropout keeps the numbers that PyTorch keeps, scaled to the bit", "[nn][dropout][torch][A7]") {
  Generator generator(static_cast<std::uint64_t>(std::stoul(layers().metadata("seed"))));
  Dropout dropout(0.3, generator);
  const Matrix input = layers().matrix<float>("dropout.f32.train.input");
  CHECK(dropout.forward(input) == layers().matrix<float>("dropout.f32.train.output"));
  figure("A7", "numbers that PyTorch keeps or drops too", static_cast<double>(input.size()));
}

TEST_CASE("Layers print as in PyTorch, nested ones indented", "[nn][torch]") {
  Generator generator(1);
  for (const LayerKind<float>& kind : layer_kinds<float>())
    CHECK(kind.make(5, 3, generator)->repr() == layers().metadata(kind.name + ".repr"));
  Sequential net;
  net.add("hidden1", std::make_unique<Linear>(784, 128, generator));
  auto inner = std::make_unique<Sequential>();
  inner->add("0", std::make_unique<ReLU>());
  inner->add("1", std::make_unique<Dropout>(0.1, generator));
  net.add("inner", std::move(inner));
  CHECK(net.repr() == layers().metadata("nested.repr"));
}

TEST_CASE("BatchNorm1d follows PyTorch over 50 batches", "[nn][batch_norm1d][torch][A6]") {
  using M = BasicMatrix<double>;
  constexpr Index kSteps = 50;
  constexpr Index kRows = 8;
  BasicBatchNorm1d<double> layer(3);
  layer.named_parameters()[0].parameter->value << 1.5, -0.5, 2.0;
  layer.named_parameters()[1].parameter->value << 0.25, 0.0, -1.0;
  const auto rows = [](const char* name, Index first, Index count) {
    return M(layers().matrix<double>(std::string("steps.") + name).middleRows(first, count));
  };
  double worst = 0;
  const auto check = [&worst](const M& found, const M& expected) {
    const double here = (found - expected).cwiseAbs().template maxCoeff<Eigen::PropagateNaN>();
    CHECK(here <= 1e-12);
    worst = std::max(worst, here);
  };
  const auto buffer = [&layer](std::size_t i) { return *std::get<M*>(layer.named_buffers()[i].value); };
  const auto gradient = [&layer](std::size_t i) { return layer.named_parameters()[i].parameter->grad; };
  for (Index step = 0; step < kSteps; ++step) {
    CAPTURE(step);
    const M input = rows("input", step * kRows, kRows);
    const M output_grad = rows("output_grad", step * kRows, kRows);
    check(layer.forward(input), rows("output", step * kRows, kRows));
    check(layer.backward(output_grad), rows("input_grad", step * kRows, kRows));
    check(gradient(0), rows("weight_grad", step, 1));
    check(gradient(1), rows("bias_grad", step, 1));
    check(buffer(0), rows("mean", step, 1));
    check(buffer(1), rows("var", step, 1));
  }
  const std::int64_t batches = *std::get<std::int64_t*>(layer.named_buffers()[2].value);
  CHECK(batches == kSteps);
  figure("A6", "batches", static_cast<double>(batches));
  figure("A6", "worst difference from PyTorch", worst);
}
