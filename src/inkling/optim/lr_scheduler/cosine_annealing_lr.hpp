// torch.optim.lr_scheduler.CosineAnnealingLR.
#pragma once

#include "inkling/optim/lr_scheduler/lr_scheduler.hpp"

namespace inkling {

struct CosineAnnealingLROptions {
  std::int64_t T_max = 0;  ///< epochs; has no default in torch
  double eta_min = 0;
};

/// eta_min + (lr - eta_min) · (1 + cos(π · epoch / T_max)) / 2: down to eta_min at the epoch T_max, and up
/// again after it (Loshchilov and Hutter's SGDR without the restarts). Computed from rate to rate, as torch
/// does.
class CosineAnnealingLR final : public LRScheduler {
 public:
  /// Error E_HP_SCHEDULE unless T_max >= 1 and eta_min is finite and >= 0; torch checks neither.
  CosineAnnealingLR(OptimizerBase& optimizer, CosineAnnealingLROptions options);

 private:
  double get_lr(std::int64_t epoch) override;
  double first_lr() override;

  CosineAnnealingLROptions options_;
};

}  // namespace inkling
