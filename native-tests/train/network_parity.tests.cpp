// Guarantee A5: a network trained in float32 goes PyTorch's way (assets/reference/network_traces.py).
#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "inkling/nn/cross_entropy.hpp"
#include "inkling/optim/sgd.hpp"
#include "inkling/train/mlp.hpp"
#include "support/figure.hpp"
#include "support/reference.hpp"
#include "support/worst.hpp"

using namespace inkling;
using namespace inkling::testing;

namespace {

const Reference& network() {
  static const Reference file("network");
  return file;
}

/// Images of noise, four fifths black; the label is the brightest of the first ten pixels, the first if all
/// are.
void draw_batch(Generator& generator, Matrix& images, std::vector<std::uint8_t>& labels) {
  for (Index i = 0; i < images.size(); ++i) {
    const float pixel = generator.uniform(0, 1);
    images.data()[i] = pixel < 0.8F ? 0 : pixel;
  }
  for (Index i = 0; i < images.rows(); ++i) {
    Index brightest = 0;
    images.row(i).head(10).maxCoeff(&brightest);
    labels[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(brightest);
  }
}

double weight_error(Sequential& model) {
  double worst = 0;
  for (const auto& [name, parameter] : model.named_parameters()) {
    const std::vector<float>& expected = network().floats("after100." + name);
    const Index stride = name == "hidden1.weight" ? 37 : 1;
    for (std::size_t i = 0; i < expected.size(); ++i)
      worst = worse(worst, std::abs(static_cast<double>(
                               parameter->value.data()[static_cast<Index>(i) * stride] - expected[i])));
  }
  return worst;
}

}  // namespace

TEST_CASE("A thousand steps in float32 lose what PyTorch's lose", "[train][torch][A5]") {
  const auto seed = static_cast<std::uint64_t>(std::stoul(network().metadata("seed")));
  Generator generator(seed);
  Sequential model = make_mlp({784, 128, 10}, generator);
  SGD optimizer(model.named_parameters(), {.lr = std::stod(network().metadata("lr"))});
  CrossEntropyLoss loss;
  Generator draws(seed + 1);
  Matrix images(64, 784);
  std::vector<std::uint8_t> labels(64);
  const std::vector<float>& expected = network().floats("loss");
  double worst_early = 0;
  double worst = 0;
  double of_weights = HUGE_VAL;
  std::size_t step = 0;
  for (; step < expected.size(); ++step) {
    draw_batch(draws, images, labels);
    const float value = loss.forward(model.forward(images), labels);
    model.backward(loss.backward());
    optimizer.step();
    const double error = std::abs(static_cast<double>(value / expected[step]) - 1);
    worst = worse(worst, error);
    if (step < 100) worst_early = worse(worst_early, error);
    if (step + 1 == 100) of_weights = weight_error(model);
  }
  // Guarantee A5 says 1e-5 over the first 100 steps and for the weights after them, and 1e-3 over all.
  // Measured were 1.2e-7, 9e-8 and 3.6e-7; ten times that is allowed.
  CHECK(step == 1000);
  CHECK(of_weights <= 1e-6);
  CHECK(worst_early <= 1e-6);
  CHECK(worst <= 5e-6);
  CHECK(expected.back() < expected.front());
  figure("A5", "steps", static_cast<double>(step));
  figure("A5", "worst difference of a weight after 100 of them", of_weights);
  figure("A5", "worst relative difference of a loss until then", worst_early);
  figure("A5", "worst relative difference of a loss", worst);
}
