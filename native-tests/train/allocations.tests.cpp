#include <atomic>
#include <cstdlib>
#include <new>

#include <catch2/catch_test_macros.hpp>

#include "inkling/optim/sgd.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/trainer.hpp"
#include "support/patterns.hpp"

// Every way to memory counts: the linker sends malloc and its kin here (see CMakeLists.txt), which is what
// Eigen calls, and these operators what the standard library calls.
namespace {
std::atomic<long> allocations = 0;
}

extern "C" {
void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t count, std::size_t size);
void* __real_realloc(void* block, std::size_t size);
void* __wrap_malloc(std::size_t size) {
  ++allocations;
  return __real_malloc(size);
}
void* __wrap_calloc(std::size_t count, std::size_t size) {
  ++allocations;
  return __real_calloc(count, size);
}
void* __wrap_realloc(void* block, std::size_t size) {
  ++allocations;
  return __real_realloc(block, size);
}
}

void* operator new(std::size_t size) {
  if (void* const block = std::malloc(size)) return block;
  throw std::bad_alloc();
}
void operator delete(void* block) noexcept {
  std::free(block);
}
void operator delete(void* block, std::size_t /*size*/) noexcept {
  std::free(block);
}

using namespace inkling;

namespace {

long allocations_of_a_step(double momentum, double weight_decay) {
  Generator generator(1);
  Sequential model = make_mlp({784, 128, 256, 10}, generator);
  SGD optimizer(model.named_parameters(), {.lr = 0.01, .momentum = momentum, .weight_decay = weight_decay});
  Trainer trainer(model, optimizer,
                  DataLoader(testing::pattern_dataset(640),
                             {.batch_size = 64, .shuffle = true, .default_generator = &generator}));
  for (int i = 0; i < 3; ++i) trainer.step();
  const long before = allocations;
  for (int i = 0; i < 5; ++i) trainer.step();
  return allocations - before;
}

}  // namespace

TEST_CASE("A step of training that is warm allocates nothing", "[train][memory]") {
  CHECK(allocations > 0);  // they are counted at all
  CHECK(allocations_of_a_step(0, 0) == 0);
  CHECK(allocations_of_a_step(0.9, 1e-4) == 0);
}
