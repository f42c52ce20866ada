// torch.optim.lr_scheduler.SequentialLR: one schedule after the other, such as a warm-up and a cosine.
#pragma once

#include <memory>
#include <vector>

#include "inkling/optim/lr_scheduler/lr_scheduler.hpp"

namespace inkling {

/// The first schedule holds before the epoch milestones[0], the second from there on and so forth; each
/// begins with its own epoch 0. As in torch 1.13: the learning rate is set back to the optimizer's initial_lr
/// first, which a OneCycleLR among them has made its own first rate, and the momentum that it has set stays.
class SequentialLR final : public LRScheduler {
 public:
  /// The schedules must have been made for this optimizer, in this order. Error E_HP_SCHEDULE when they are
  /// for another, are not one more than the milestones, or the milestones do not ascend from 0 or later; and
  /// for a SequentialLR among them, which torch cannot step either.
  SequentialLR(OptimizerBase& optimizer, std::vector<std::unique_ptr<LRScheduler>> schedulers,
               std::vector<std::int64_t> milestones);

 private:
  double get_lr(std::int64_t epoch) override;

  std::vector<std::unique_ptr<LRScheduler>> schedulers_;
  std::vector<std::int64_t> milestones_;
};

}  // namespace inkling
