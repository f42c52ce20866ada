#include "inkling/optim/lr_scheduler/lr_scheduler.hpp"

namespace inkling {

void LRScheduler::start() {
  optimizer_.set_initial_lr(base_lr_);
  step();
}

void LRScheduler::set(std::int64_t epoch, double lr) {
  const std::optional<double> momentum = get_momentum(epoch);
  optimizer_.set_lr(lr);
  if (momentum) optimizer_.set_momentum(*momentum);
  last_lr_ = lr;
  last_epoch_ = epoch;
}

}  // namespace inkling
