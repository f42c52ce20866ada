// Guarantee A9: it learns.
#include <algorithm>
#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "inkling/optim/sgd.hpp"
#include "inkling/train/evaluation.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/trainer.hpp"
#include "support/figure.hpp"
#include "support/patterns.hpp"

using namespace inkling;
using namespace inkling::testing;

TEST_CASE("Exclusive or is learnt within 3,000 steps", "[train][A9]") {
  Matrix inputs(4, 2);
  inputs << 0, 0, 0, 1, 1, 0, 1, 1;
  const std::vector<std::uint8_t> labels = {0, 1, 1, 0};
  int learnt = 0;
  int slowest = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    Generator generator(seed);
    Sequential model = make_mlp({2, 16, 2}, generator);
    SGD optimizer(model.named_parameters(), {.lr = 0.1, .momentum = 0.9});
    CrossEntropyLoss loss;
    float value = 0;
    int needed = 0;  // steps until the loss stays below 0.1
    for (int step = 1; step <= 3000; ++step) {
      value = loss.forward(model.forward(inputs), labels);
      model.backward(loss.backward());
      optimizer.step();
      if (value >= 0.1F) needed = step;
    }
    CHECK(value < 0.1F);
    learnt += value < 0.1F ? 1 : 0;
    slowest = std::max(slowest, needed);
  }
  figure("A9", "seeds that learnt exclusive or", learnt);
  figure("A9", "steps that it took at most", slowest);
}

TEST_CASE("64 images are learnt by heart within 200 steps", "[train][A9]") {
  const Dataset images = pattern_dataset(64);
  int learnt = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    Generator generator(seed);
    Sequential model = make_mlp({784, 128, 256, 10}, generator);
    SGD optimizer(model.named_parameters(), {.lr = 0.1, .momentum = 0.9});
    Trainer trainer(model, optimizer,
                    DataLoader(images, {.batch_size = 64, .shuffle = true, .default_generator = &generator}));
    while (trainer.steps() < 200) trainer.step();
    const double accuracy = evaluate(model, images).accuracy();
    CHECK(accuracy == 1);
    learnt += accuracy == 1 ? 1 : 0;
  }
  figure("A9", "seeds that learnt 64 images by heart", learnt);
}

TEST_CASE("With a last layer of zeros the first loss is the logarithm of the classes", "[train][A8]") {
  Generator generator(1);
  Sequential model = make_mlp({784, 32, 10}, generator);
  for (const auto& [name, parameter] : model.named_parameters())
    if (name.starts_with("out.")) parameter->value.setZero();
  const double difference = std::abs(evaluate(model, pattern_dataset(100)).loss - std::log(10.0));
  CHECK(difference <= 1e-6);
  figure("A8", "first loss, distance from the logarithm of the classes", difference);
}
