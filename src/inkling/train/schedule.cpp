#include "inkling/train/schedule.hpp"

#include <limits>
#include <utility>
#include <vector>

#include "inkling/core/error.hpp"
#include "inkling/optim/lr_scheduler/cosine_annealing_lr.hpp"
#include "inkling/optim/lr_scheduler/linear_lr.hpp"
#include "inkling/optim/lr_scheduler/one_cycle_lr.hpp"
#include "inkling/optim/lr_scheduler/sequential_lr.hpp"
#include "inkling/optim/lr_scheduler/step_lr.hpp"

namespace inkling {
namespace {

using Kind = ScheduleOptions::Kind;

[[noreturn]] void refuse_schedule(std::string_view value, const char* hint) {
  throw Error({"E_HP_SCHEDULE", "schedule",
               "constant, step:EPOCHS:GAMMA, cosine, onecycle or warmup-cosine:EPOCHS",
               text('"', value.substr(0, 64), '"'), hint});
}

/// What lies between colons.
std::vector<std::string_view> parts_of(std::string_view value) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t colon = value.find(':');
    parts.push_back(value.substr(0, colon));
    if (colon == std::string_view::npos) return parts;
    value.remove_prefix(colon + 1);
  }
}

}  // namespace

ScheduleOptions parse_schedule(std::string_view value) {
  const std::vector<std::string_view> parts = parts_of(value);
  const auto is = [&parts](std::string_view name, std::size_t least, std::size_t most) {
    return parts[0] == name && parts.size() >= least && parts.size() <= most;
  };
  const auto epochs = [&](std::size_t part) {
    const std::optional<std::uint64_t> number = read_digits(parts[part]);
    if (!number || *number > static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max()))
      refuse_schedule(value, "EPOCHS is a whole number.");
    return static_cast<Index>(*number);
  };
  if (is("constant", 1, 1)) return {};
  if (is("cosine", 1, 1)) return {.kind = Kind::cosine};
  if (is("onecycle", 1, 1)) return {.kind = Kind::one_cycle};
  if (is("warmup-cosine", 2, 2)) return {.kind = Kind::warmup_cosine, .epochs = epochs(1)};
  if (!is("step", 2, 3)) refuse_schedule(value, "");
  const std::optional<double> gamma = parts.size() == 3 ? read_number(parts[2]) : StepLROptions{}.gamma;
  if (!gamma) refuse_schedule(value, "GAMMA is a decimal number, with a dot.");
  return {.kind = Kind::step, .epochs = epochs(1), .gamma = *gamma};
}

std::string schedule_text(const ScheduleOptions& options) {
  switch (options.kind) {
    case Kind::constant:
      break;
    case Kind::step:
      return text("step:", options.epochs, ':', options.gamma);
    case Kind::cosine:
      return "cosine";
    case Kind::one_cycle:
      return "onecycle";
    case Kind::warmup_cosine:
      return text("warmup-cosine:", options.epochs);
  }
  return "constant";
}

void validate(const ScheduleOptions& options, Index epochs) {
  const bool step = options.kind == Kind::step;
  INKLING_REQUIRE(!step || options.epochs >= 1, "E_HP_SCHEDULE", "schedule", "a step of at least one epoch",
                  schedule_text(options));
  INKLING_REQUIRE(!step || (options.gamma > 0 && options.gamma <= 1), "E_HP_SCHEDULE", "schedule",
                  "a gamma greater than 0, at most 1", schedule_text(options));
  INKLING_REQUIRE(options.kind != Kind::warmup_cosine || (options.epochs >= 1 && options.epochs < epochs),
                  "E_HP_SCHEDULE", "schedule",
                  text("a warm-up of at least one epoch, and shorter than the run's ", epochs),
                  schedule_text(options));
}

Schedule::Schedule(const ScheduleOptions& options, Optimizer& optimizer, Index epochs, Index batches)
    : options_(options),
      optimizer_(optimizer),
      epochs_(epochs),
      batches_(batches),
      lr_(optimizer.lr()),
      momentum_(optimizer.momentum()) {
  validate(options, epochs);
  begin();
}

void Schedule::begin() {
  optimizer_.set_lr(lr_);
  if (momentum_) optimizer_.set_momentum(*momentum_);
  scheduler_.reset();
  switch (options_.kind) {
    case Kind::constant:
      break;
    case Kind::step:
      scheduler_ = std::make_unique<StepLR>(
          optimizer_, StepLROptions{.step_size = options_.epochs, .gamma = options_.gamma});
      break;
    case Kind::cosine:
      scheduler_ =
          std::make_unique<CosineAnnealingLR>(optimizer_, CosineAnnealingLROptions{.T_max = epochs_});
      break;
    case Kind::one_cycle:
      scheduler_ = std::make_unique<OneCycleLR>(
          optimizer_,
          OneCycleLROptions{.max_lr = lr_, .total_steps = static_cast<std::int64_t>(epochs_) * batches_});
      break;
    case Kind::warmup_cosine: {
      std::vector<std::unique_ptr<LRScheduler>> both;
      both.push_back(std::make_unique<LinearLR>(optimizer_, LinearLROptions{.total_iters = options_.epochs}));
      both.push_back(std::make_unique<CosineAnnealingLR>(
          optimizer_, CosineAnnealingLROptions{.T_max = epochs_ - options_.epochs}));
      scheduler_ = std::make_unique<SequentialLR>(optimizer_, std::move(both),
                                                  std::vector<std::int64_t>{options_.epochs});
    }
  }
}

void Schedule::set_base(double lr, std::optional<double> momentum, Index batches, Index epochs) {
  lr_ = lr;
  if (momentum) momentum_ = momentum;
  if (scheduler_) optimizer_.set_initial_lr(lr);
  go_to(batches, epochs);
}

void Schedule::after_batch() {
  if (scheduler_ && each_batch()) scheduler_->step();
}

void Schedule::after_epoch() {
  if (scheduler_ && !each_batch()) scheduler_->step();
}

void Schedule::go_to(Index batches, Index epochs) {
  begin();
  if (!scheduler_) return;
  const Index steps = each_batch() ? batches : epochs;
  for (Index i = 0; i < steps; ++i) scheduler_->step();
}

}  // namespace inkling
