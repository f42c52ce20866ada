#include "inkling/optim/lr_scheduler/linear_lr.hpp"

#include <algorithm>

#include "inkling/core/error.hpp"

namespace inkling {

LinearLR::LinearLR(OptimizerBase& optimizer, LinearLROptions options)
    : LRScheduler(optimizer), options_(options) {
  INKLING_REQUIRE(options.start_factor > 0 && options.start_factor <= 1, "E_HP_SCHEDULE",
                  "LinearLR(start_factor)", "a number > 0 and <= 1", text(options.start_factor));
  INKLING_REQUIRE(options.end_factor >= 0 && options.end_factor <= 1, "E_HP_SCHEDULE", "LinearLR(end_factor)",
                  "a number >= 0 and <= 1", text(options.end_factor));
  INKLING_REQUIRE(options.total_iters >= 1, "E_HP_SCHEDULE", "LinearLR(total_iters)", "at least one epoch",
                  text(options.total_iters));
  start();
}

double LinearLR::get_lr(std::int64_t epoch) {
  const double lr = optimizer().lr();
  if (epoch == 0) return lr * options_.start_factor;
  if (epoch > options_.total_iters) return lr;
  const double rise = options_.end_factor - options_.start_factor;
  const auto total = static_cast<double>(options_.total_iters);
  const double change = rise / (total * options_.start_factor + static_cast<double>(epoch - 1) * rise);
  // On the way to an end_factor of 0 the last change is -1 but for rounding. torch goes to some -1e-19 and on
  // from there; no optimizer here takes a rate below 0, so this ends at 0.
  return std::max(0.0, lr * (1 + change));
}

}  // namespace inkling
