// Guarantee A9: it learns.
#include <catch2/catch_test_macros.hpp>

#include "inkling/optim/sgd.hpp"
#include "inkling/train/evaluation.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/trainer.hpp"
#include "support/patterns.hpp"

using namespace inkling;
using namespace inkling::testing;

TEST_CASE("Exclusive or is learnt within 3,000 steps", "[train][A9]") {
  Matrix inputs(4, 2);
  inputs << 0, 0, 0, 1, 1, 0, 1, 1;
  const std::vector<std::uint8_t> labels = {0, 1, 1, 0};
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    Generator generator(seed);
    Sequential model = make_mlp({2, 16, 2}, generator);
    SGD optimizer(model.named_parameters(), {.lr = 0.1, .momentum = 0.9});
    CrossEntropyLoss loss;
    float value = 0;
    for (int step = 0; step < 3000; ++step) {
      value = loss.forward(model.forward(inputs), labels);
      model.backward(loss.backward());
      optimizer.step();
    }
    CHECK(value < 0.1F);
  }
}

TEST_CASE("64 images are learnt by heart within 200 steps", "[train][A9]") {
  const Dataset images = pattern_dataset(64);
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    Generator generator(seed);
    Sequential model = make_mlp({784, 128, 256, 10}, generator);
    SGD optimizer(model.named_parameters(), {.lr = 0.1, .momentum = 0.9});
    Trainer trainer(model, optimizer,
                    DataLoader(images, {.batch_size = 64, .shuffle = true, .default_generator = &generator}));
    while (trainer.steps() < 200) trainer.step();
    CHECK(evaluate(model, images).accuracy() == 1);
  }
}

TEST_CASE("With a last layer of zeros the first loss is the logarithm of the classes", "[train][A8]") {
  Generator generator(1);
  Sequential model = make_mlp({784, 32, 10}, generator);
  for (const auto& [name, parameter] : model.named_parameters())
    if (name.starts_with("out.")) parameter->value.setZero();
  CHECK(std::abs(evaluate(model, pattern_dataset(100)).loss - std::log(10.0)) <= 1e-6);
}
