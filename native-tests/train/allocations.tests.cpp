#include <catch2/catch_test_macros.hpp>

#include "inkling/optim/sgd.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/trainer.hpp"
#include "support/allocation_hook.hpp"
#include "support/patterns.hpp"

using namespace inkling;
using testing::allocations;

namespace {

long allocations_of_a_step(double momentum, double weight_decay) {
  Generator generator(1);
  Sequential model = make_mlp({784, 128, 256, 10}, generator);
  SGD optimizer(model.named_parameters(), {.lr = 0.01, .momentum = momentum, .weight_decay = weight_decay});
  Trainer trainer(model, optimizer,
                  DataLoader(testing::pattern_dataset(640),
                             {.batch_size = 64, .shuffle = true, .default_generator = &generator}));
  for (int i = 0; i < 3; ++i) trainer.step();
  const long before = allocations();
  for (int i = 0; i < 5; ++i) trainer.step();
  return allocations() - before;
}

}  // namespace

TEST_CASE("A step of training that is warm allocates nothing", "[train][memory]") {
  CHECK(allocations() > 0);  // they are counted at all
  CHECK(allocations_of_a_step(0, 0) == 0);
  CHECK(allocations_of_a_step(0.9, 1e-4) == 0);
}
