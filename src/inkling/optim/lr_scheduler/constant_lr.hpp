// torch.optim.lr_scheduler.ConstantLR.
#pragma once

#include "inkling/optim/lr_scheduler/lr_scheduler.hpp"

namespace inkling {

struct ConstantLROptions {
  double factor = 1.0 / 3;
  std::int64_t total_iters = 5;  ///< epochs
};

/// lr · factor before the epoch total_iters, lr from there on. With total_iters = 0, as in torch, it stays at
/// lr · factor; only where it follows another schedule in a SequentialLR it is lr at once.
class ConstantLR final : public LRScheduler {
 public:
  /// Error E_HP_SCHEDULE unless 0 < factor <= 1 and total_iters >= 0. At 0 torch divides by zero when it
  /// ends.
  explicit ConstantLR(OptimizerBase& optimizer, ConstantLROptions options = {});

 private:
  double get_lr(std::int64_t epoch) override;
  double first_lr() override;

  ConstantLROptions options_;
};

}  // namespace inkling
