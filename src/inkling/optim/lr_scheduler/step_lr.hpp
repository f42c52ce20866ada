// torch.optim.lr_scheduler.StepLR.
#pragma once

#include "inkling/optim/lr_scheduler/lr_scheduler.hpp"

namespace inkling {

struct StepLROptions {
  std::int64_t step_size = 0;  ///< epochs; has no default in torch
  double gamma = 0.1;
};

/// lr ← lr · gamma every step_size epochs.
class StepLR final : public LRScheduler {
 public:
  /// Error E_HP_SCHEDULE unless step_size >= 1 and gamma is finite and >= 0. torch checks neither: it divides
  /// by a step_size of 0, and a gamma below 0 would climb the loss.
  StepLR(OptimizerBase& optimizer, StepLROptions options);

 private:
  double get_lr(std::int64_t epoch) override;
  double first_lr() override { return base_lr(); }

  StepLROptions options_;
};

}  // namespace inkling
