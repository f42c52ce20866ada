#include "inkling/optim/lr_scheduler/constant_lr.hpp"

#include "inkling/core/error.hpp"

namespace inkling {

ConstantLR::ConstantLR(OptimizerBase& optimizer, ConstantLROptions options)
    : LRScheduler(optimizer), options_(options) {
  INKLING_REQUIRE(options.factor > 0 && options.factor <= 1, "E_HP_SCHEDULE", "ConstantLR(factor)",
                  "a number > 0 and <= 1", text(options.factor));
  INKLING_REQUIRE(options.total_iters >= 0, "E_HP_SCHEDULE", "ConstantLR(total_iters)", "a count of epochs",
                  text(options.total_iters));
  start();
}

double ConstantLR::get_lr(std::int64_t epoch) {
  const double lr = optimizer().lr();
  if (epoch == 0) return lr * options_.factor;
  return epoch == options_.total_iters ? lr * (1.0 / options_.factor) : lr;
}

double ConstantLR::first_lr() {
  const double done = options_.total_iters <= 0 ? 1 : 0;
  return base_lr() * (options_.factor + done * (1 - options_.factor));
}

}  // namespace inkling
