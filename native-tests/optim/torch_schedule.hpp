// The learning rates and momenta that torch's schedules set, epoch by epoch.
#pragma once

#include "optim/torch_problem.hpp"
#include "support/worst.hpp"

namespace inkling::testing {

/// How far the rates of a schedule that takes cosines may lie from torch's: the cosines of two C libraries
/// may differ in the last place. The other schedules' rates are torch's to the bit.
inline constexpr double kCosineTolerance = 1e-15;

/// The greatest difference to torch's learning rates and, if they were recorded, momenta over the 200 epochs.
/// Infinite for NaN, or when the only schedule remembers another rate than it has set.
inline double schedule_difference(const std::string& name, OptimizerBase& optimizer,
                                  const std::vector<LRScheduler*>& schedules) {
  const Reference& file = optimizer_reference();
  const std::vector<double>& rates = file.doubles("schedule." + name + ".lr");
  const std::string momentum_name = "schedule." + name + ".momentum";
  double worst = 0;
  const auto compare = [&worst](double here, double torch) {
    const double apart = std::abs(here - torch);
    worst = worse(worst, apart);
  };
  for (std::size_t epoch = 0; epoch < 200; ++epoch) {
    if (epoch > 0)
      for (LRScheduler* schedule : schedules) schedule->step();
    compare(optimizer.lr(), rates.at(epoch));
    if (file.has(momentum_name))
      compare(optimizer.momentum().value_or(-1), file.doubles(momentum_name).at(epoch));
    if (schedules.size() == 1 && schedules[0]->get_last_lr() != optimizer.lr()) compare(0, NAN);
  }
  return worst;
}

}  // namespace inkling::testing
