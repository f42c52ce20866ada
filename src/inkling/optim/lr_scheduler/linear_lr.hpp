// torch.optim.lr_scheduler.LinearLR: the warm-up.
#pragma once

#include "inkling/optim/lr_scheduler/lr_scheduler.hpp"

namespace inkling {

struct LinearLROptions {
  double start_factor = 1.0 / 3;
  double end_factor = 1;
  std::int64_t total_iters = 5;  ///< epochs
};

/// From lr · start_factor at epoch 0 in a straight line to lr · end_factor at the epoch total_iters, and
/// level from there on. Never below 0, where torch's rounding may lead for an end_factor of 0.
class LinearLR final : public LRScheduler {
 public:
  /// Error E_HP_SCHEDULE unless 0 < start_factor <= 1, 0 <= end_factor <= 1 and total_iters >= 1. From a
  /// start_factor of 0 torch 1.13 divides by zero; with no epochs it would stay at the start for ever.
  explicit LinearLR(OptimizerBase& optimizer, LinearLROptions options = {});

 private:
  double get_lr(std::int64_t epoch) override;
  double first_lr() override { return base_lr() * options_.start_factor; }

  LinearLROptions options_;
};

}  // namespace inkling
