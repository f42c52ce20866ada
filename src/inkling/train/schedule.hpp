// How a run's learning rate changes as the run goes on: its text, and torch's scheduler behind it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "inkling/optim/lr_scheduler/lr_scheduler.hpp"
#include "inkling/optim/optimizer.hpp"

namespace inkling {

/// Which schedule, with what PyTorch's users give it. Everything else has torch's defaults.
struct ScheduleOptions {
  enum class Kind {
    constant,       ///< "constant"
    step,           ///< "step:10:0.1": StepLR(step_size=10, gamma=0.1)
    cosine,         ///< "cosine": CosineAnnealingLR(T_max=epochs)
    one_cycle,      ///< "onecycle": OneCycleLR(max_lr=lr, total_steps=epochs * batches)
    warmup_cosine,  ///< "warmup-cosine:2": LinearLR(total_iters=2), then CosineAnnealingLR over the rest
  };

  Kind kind = Kind::constant;
  Index epochs = 0;  ///< step: from one change to the next; warmup-cosine: of the warm-up
  double gamma = 1;  ///< step: what the rate is multiplied by

  /// Whether the number of epochs decides on the rate of the first already: such a run cannot be made longer.
  [[nodiscard]] bool spans_run() const { return kind != Kind::constant && kind != Kind::step; }

  bool operator==(const ScheduleOptions&) const = default;
};

/// "step:10" is "step:10:0.1". Error E_HP_SCHEDULE for a text of no such form.
ScheduleOptions parse_schedule(std::string_view text);

/// The text that parse_schedule() reads as this.
std::string schedule_text(const ScheduleOptions& options);

/// Whether a run of so many epochs can have this schedule. Error E_HP_SCHEDULE.
void validate(const ScheduleOptions& options, Index epochs);

/// A scheduler of an optimizer, stepped when PyTorch's documentation says so: OneCycleLR after each batch,
/// the others after each epoch of training. The optimizer must outlive it.
class Schedule {
 public:
  /// Sets the optimizer's first learning rate, and for OneCycleLR its momentum. batches: in an epoch.
  Schedule(const ScheduleOptions& options, Optimizer& optimizer, Index epochs, Index batches);

  /// The rates from here on are those of a run that began with this learning rate and, for SGD, momentum: at
  /// a place after so many batches and epochs. To the bit, as go_to().
  void set_base(double lr, std::optional<double> momentum, Index batches, Index epochs);

  void after_batch();
  void after_epoch();

  /// Sets the optimizer's learning rate and momentum to what they are after so many of both, since the
  /// beginning: by as many steps, since most schedules compute a rate from the one before.
  void go_to(Index batches, Index epochs);

 private:
  void begin();
  [[nodiscard]] bool each_batch() const { return options_.kind == ScheduleOptions::Kind::one_cycle; }

  ScheduleOptions options_;
  Optimizer& optimizer_;
  Index epochs_;
  Index batches_;
  double lr_;  // before the schedule
  std::optional<double> momentum_;
  std::unique_ptr<LRScheduler> scheduler_;  // none: constant
};

}  // namespace inkling
