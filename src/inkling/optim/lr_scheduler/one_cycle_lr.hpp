// torch.optim.lr_scheduler.OneCycleLR.
#pragma once

#include <vector>

#include "inkling/optim/lr_scheduler/lr_scheduler.hpp"

namespace inkling {

enum class AnnealStrategy { cos, linear };

struct OneCycleLROptions {
  double max_lr = 0;             ///< has no default in torch
  std::int64_t total_steps = 0;  ///< batches; has no default in torch
  double pct_start = 0.3;        ///< the part of the steps in which the rate rises
  AnnealStrategy anneal_strategy = AnnealStrategy::cos;
  bool cycle_momentum = true;
  double base_momentum = 0.85;
  double max_momentum = 0.95;
  double div_factor = 25;         ///< first rate: max_lr / div_factor
  double final_div_factor = 1e4;  ///< last rate: the first one / final_div_factor
  bool three_phase = false;       ///< fall as long as rise, and only then to the last rate
};

/// Smith and Topin's 1cycle policy: the rate rises to max_lr and falls far below where it began; the momentum
/// (Adam's beta1) goes from max_momentum to base_momentum and back. step() after each batch. The optimizer's
/// own rate is not used.
class OneCycleLR final : public LRScheduler {
 public:
  /// Error E_HP_SCHEDULE unless total_steps >= 1, 0 <= pct_start <= 1, max_lr is finite and >= 0, both div
  /// factors are finite and > 0 and, with cycle_momentum, the optimizer has a momentum and both momenta are
  /// in [0, 1). torch checks only total_steps, pct_start and that there is a momentum.
  OneCycleLR(OptimizerBase& optimizer, OneCycleLROptions options);

 private:
  struct Phase {
    double end_step;
    double start_lr, end_lr;
    double start_momentum, end_momentum;
  };
  struct Place {
    const Phase& phase;
    double part;  ///< of the phase, 0 to 1
  };

  double get_lr(std::int64_t epoch) override;
  [[nodiscard]] std::optional<double> get_momentum(std::int64_t epoch) const override;
  [[nodiscard]] Place place(std::int64_t epoch) const;
  [[nodiscard]] double anneal(double start, double end, double part) const;

  OneCycleLROptions options_;
  std::vector<Phase> phases_;
};

}  // namespace inkling
