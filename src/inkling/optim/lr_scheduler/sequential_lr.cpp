#include "inkling/optim/lr_scheduler/sequential_lr.hpp"

#include <algorithm>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {

SequentialLR::SequentialLR(OptimizerBase& optimizer, std::vector<std::unique_ptr<LRScheduler>> schedulers,
                           std::vector<std::int64_t> milestones)
    : LRScheduler(optimizer), schedulers_(std::move(schedulers)), milestones_(std::move(milestones)) {
  INKLING_REQUIRE(schedulers_.size() == milestones_.size() + 1, "E_HP_SCHEDULE", "SequentialLR(milestones)",
                  "one fewer than the schedules", text(milestones_.size(), " for ", schedulers_.size()));
  for (const auto& scheduler : schedulers_) {
    INKLING_REQUIRE(scheduler != nullptr && &scheduler->optimizer() == &optimizer, "E_HP_SCHEDULE",
                    "SequentialLR(schedulers)", "schedules of this optimizer", "another's");
    INKLING_REQUIRE(dynamic_cast<const SequentialLR*>(scheduler.get()) == nullptr, "E_HP_SCHEDULE",
                    "SequentialLR(schedulers)", "no SequentialLR within another", "one");
  }
  INKLING_REQUIRE(
      std::is_sorted(milestones_.begin(), milestones_.end()) && (milestones_.empty() || milestones_[0] >= 0),
      "E_HP_SCHEDULE", "SequentialLR(milestones)", "epochs in ascending order, none below 0", "others");

  // What each did when it was made is undone, and done again by the first alone.
  optimizer.set_lr(optimizer.initial_lr());
  for (const auto& scheduler : schedulers_) --scheduler->last_epoch_;
  schedulers_[0]->step();
  set(0, schedulers_[0]->get_last_lr());
}

double SequentialLR::get_lr(std::int64_t epoch) {
  const auto turn = std::upper_bound(milestones_.begin(), milestones_.end(), epoch);
  LRScheduler& scheduler = *schedulers_[static_cast<std::size_t>(turn - milestones_.begin())];
  if (turn != milestones_.begin() && *(turn - 1) == epoch) {
    scheduler.set(0, scheduler.first_lr());
  } else {
    scheduler.step();
  }
  return scheduler.get_last_lr();
}

}  // namespace inkling
