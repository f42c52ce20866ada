#include "inkling/optim/lr_scheduler/cosine_annealing_lr.hpp"

#include <cmath>
#include <numbers>

#include "inkling/core/error.hpp"
#include "inkling/optim/hyperparameter.hpp"

namespace inkling {

using std::numbers::pi;

CosineAnnealingLR::CosineAnnealingLR(OptimizerBase& optimizer, CosineAnnealingLROptions options)
    : LRScheduler(optimizer), options_(options) {
  INKLING_REQUIRE(options.T_max >= 1, "E_HP_SCHEDULE", "CosineAnnealingLR(T_max)", "at least one epoch",
                  text(options.T_max));
  require_not_negative(options.eta_min, "E_HP_SCHEDULE", "CosineAnnealingLR(eta_min)");
  start();
}

double CosineAnnealingLR::get_lr(std::int64_t epoch) {
  const auto T_max = static_cast<double>(options_.T_max);
  const double eta_min = options_.eta_min;
  const double lr = optimizer().lr();
  if (epoch == 0) return lr;
  // Right after a minimum the ratio below would be 0 / 0: the way up begins with the difference.
  if ((epoch - 1) % options_.T_max == 0 && (epoch - 1) / options_.T_max % 2 == 1)
    return lr + (base_lr() - eta_min) * (1 - std::cos(pi / T_max)) / 2;
  return (1 + std::cos(pi * static_cast<double>(epoch) / T_max)) /
             (1 + std::cos(pi * static_cast<double>(epoch - 1) / T_max)) * (lr - eta_min) +
         eta_min;
}

double CosineAnnealingLR::first_lr() {
  return options_.eta_min + (base_lr() - options_.eta_min) * (1 + std::cos(0.0)) / 2;
}

}  // namespace inkling
