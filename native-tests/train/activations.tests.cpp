#include "inkling/train/activations.hpp"

#include <catch2/catch_test_macros.hpp>

#include "inkling/nn/grad_mode.hpp"
#include "inkling/train/mlp.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::pattern_dataset;
using testing::refusal_of;

namespace {

Sequential network(const std::vector<Index>& layers) {
  Generator generator(4);
  return make_mlp(layers, generator);
}

}  // namespace

TEST_CASE("An image's way is what each activation function gives, and the logits", "[train][activations]") {
  Sequential model = network({784, 12, 7, 10});
  const Dataset images = pattern_dataset(3);
  const std::vector<LayerActivations> layers = layer_activations(model, images.image(2));
  REQUIRE(layers.size() == 3);
  CHECK(layers[0].name == "relu1");
  CHECK(layers[0].values.size() == 12);
  CHECK(layers[1].name == "relu2");
  CHECK(layers[1].values.size() == 7);
  CHECK(layers[2].name == "out");
  const Matrix input = input_of(model, images.image(2), "test");
  const NoGradGuard no_grad;
  const Matrix& logits = model.forward(input);
  CHECK(layers[2].values == std::vector<float>(logits.data(), logits.data() + logits.size()));
  for (const float value : layers[0].values) CHECK(value >= 0);
  for (const LayerActivations& layer : layers) {
    CHECK(layer.image.shades.size() == layer.values.size());
    for (const float value : layer.values)
      CHECK(value <= layer.values[static_cast<std::size_t>(layer.strongest)]);
  }
}

TEST_CASE("Batch norm and dropout are in eval mode on the way, and draw nothing", "[train][activations]") {
  Generator generator(4);
  Sequential model =
      make_mlp({.layers = {784, 8, 10}, .activation = "tanh", .batch_norm = true, .dropout = 0.5}, generator);
  const Dataset images = pattern_dataset(2);
  Generator before = generator;
  const std::vector<LayerActivations> first = layer_activations(model, images.image(0));
  const std::vector<LayerActivations> again = layer_activations(model, images.image(0));
  REQUIRE(first.size() == 2);
  CHECK(first[0].name == "tanh1");
  CHECK(first[0].values == again[0].values);
  CHECK(before.random32() == generator.random32());
}

TEST_CASE("An image of another size, and a network without layers, have no way", "[train][activations]") {
  Sequential model = network({784, 8, 10});
  const std::vector<std::uint8_t> pixels(783);
  CHECK(refusal_of([&] { return layer_activations(model, pixels); }).code == "E_API_LENGTH");
  CHECK(refusal_of([&] { return layer_activations(model, {}); }).code == "E_API_LENGTH");
  Sequential none;
  CHECK(refusal_of([&] { return layer_activations(none, pixels); }).code == "E_API_STATE");
}
