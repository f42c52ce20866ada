#include "inkling/optim/lr_scheduler/one_cycle_lr.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "inkling/core/error.hpp"
#include "inkling/optim/hyperparameter.hpp"

namespace inkling {

OneCycleLR::OneCycleLR(OptimizerBase& optimizer, OneCycleLROptions options)
    : LRScheduler(optimizer, options.max_lr / options.div_factor), options_(options) {
  const auto require = [](bool right, const char* name, const char* expected, double found) {
    INKLING_REQUIRE(right, "E_HP_SCHEDULE", text("OneCycleLR(", name, ')'), expected, text(found));
  };
  const auto factor = [](double value) { return std::isfinite(value) && value > 0; };
  const auto share = [](double value) { return value >= 0 && value < 1; };
  const auto steps = static_cast<double>(options.total_steps);
  require(options.total_steps >= 1, "total_steps", "at least one step", steps);
  require(options.pct_start >= 0 && options.pct_start <= 1, "pct_start", "a number from 0 to 1",
          options.pct_start);
  require_not_negative(options.max_lr, "E_HP_SCHEDULE", "OneCycleLR(max_lr)");
  require(factor(options.div_factor), "div_factor", "a number > 0", options.div_factor);
  require(factor(options.final_div_factor), "final_div_factor", "a number > 0", options.final_div_factor);
  if (options.cycle_momentum) {
    INKLING_REQUIRE(optimizer.momentum().has_value(), "E_HP_SCHEDULE", "OneCycleLR(cycle_momentum)",
                    "an optimizer with momentum", "one without");
    require(share(options.base_momentum), "base_momentum", "a number >= 0 and < 1", options.base_momentum);
    require(share(options.max_momentum), "max_momentum", "a number >= 0 and < 1", options.max_momentum);
  }

  const double first = base_lr();
  const double last = first / options.final_div_factor;
  const double most = options.max_momentum;
  const double least = options.base_momentum;
  const double peak = options.pct_start * steps - 1;
  phases_ = {{peak, first, options.max_lr, most, least}};
  if (options.three_phase) {
    phases_.push_back({2 * options.pct_start * steps - 2, options.max_lr, first, least, most});
    phases_.push_back({steps - 1, first, last, most, most});
  } else {
    phases_.push_back({steps - 1, options.max_lr, last, least, most});
  }
  start();
}

OneCycleLR::Place OneCycleLR::place(std::int64_t epoch) const {
  const auto step = static_cast<double>(epoch);
  double start = 0;
  std::size_t i = 0;
  while (i + 1 < phases_.size() && step > phases_[i].end_step) start = phases_[i++].end_step;
  const double length = phases_[i].end_step - start;
  // After the last batch a training loop steps once more, to the epoch total_steps. torch overshoots there,
  // with "linear" to a rate below 0; this stays at the end. A phase of no length, where torch divides by
  // zero, is over.
  return {phases_[i], length > 0 ? std::min((step - start) / length, 1.0) : 1.0};
}

double OneCycleLR::anneal(double start, double end, double part) const {
  if (options_.anneal_strategy == AnnealStrategy::linear) return (end - start) * part + start;
  return end + (start - end) / 2 * (std::cos(std::numbers::pi * part) + 1);
}

double OneCycleLR::get_lr(std::int64_t epoch) {
  INKLING_REQUIRE(epoch <= options_.total_steps, "E_HP_SCHEDULE", "OneCycleLR::step()",
                  text("no more than total_steps, ", options_.total_steps), text("step ", epoch));
  const Place at = place(epoch);
  return anneal(at.phase.start_lr, at.phase.end_lr, at.part);
}

std::optional<double> OneCycleLR::get_momentum(std::int64_t epoch) const {
  if (!options_.cycle_momentum) return {};
  const Place at = place(epoch);
  return anneal(at.phase.start_momentum, at.phase.end_momentum, at.part);
}

}  // namespace inkling
