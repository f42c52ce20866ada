#include <chrono>
#include <set>
#include <string>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/kernels/product_table.hpp"
#include "inkling/core/parallel.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/optim/sgd.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/trainer.hpp"
#include "support/figure.hpp"
#include "support/patterns.hpp"

using namespace inkling;

namespace {

/// Some steps, counted in `steps`.
std::string train_some_steps(int& steps) {
  Generator generator(1);
  Sequential model = make_mlp({784, 128, 64, 10}, generator);
  SGD optimizer(model.named_parameters(), {.lr = 0.05, .momentum = 0.9});
  Trainer trainer(model, optimizer,
                  DataLoader(testing::pattern_dataset(300),
                             {.batch_size = 64, .shuffle = true, .default_generator = &generator}));
  for (int i = 0; i < 200; ++i, ++steps) trainer.step();
  return fingerprint(model);
}

}  // namespace

TEST_CASE("Training ends in the same bits with any number of threads and any width of vectors",
          "[train][threads][B3][B4]") {
  std::set<std::string> found;
  int widths = 0;
  int runs = 0;
  int steps = 0;
  for (const kernels::ProductTable& table : kernels::product_tables()) {
    kernels::use_product_table(table);
    ++widths;
    for (const int threads : {1, 2, 4, 8}) {
      set_num_threads(threads);
#ifndef __EMSCRIPTEN__  // where this program is linked without threads
      while (get_num_threads() < threads) std::this_thread::yield();
#endif
      found.insert(train_some_steps(steps));
      ++runs;
    }
  }
  set_num_threads(1);
  kernels::use_product_table(kernels::product_tables().back());
  CHECK(found.size() == 1);
  testing::figure("B4", "numbers of threads by widths of vectors", runs);
  testing::figure("B4", "steps of each", static_cast<double>(steps) / runs);
  testing::figure("B3", "widths of vectors that gave the same bits", widths);
}
