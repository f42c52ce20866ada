#include "inkling/optim/lr_scheduler/lr_scheduler.hpp"

#include "inkling/optim/hyperparameter.hpp"

namespace inkling {

void LRScheduler::start() {
  require_not_negative(base_lr_, "E_HP_LR", "initial_lr");
  step();
  optimizer_.set_initial_lr(base_lr_);
}

void LRScheduler::set(std::int64_t epoch, double lr) {
  const std::optional<double> momentum = get_momentum(epoch);
  optimizer_.set_lr(lr);
  if (momentum) optimizer_.set_momentum(*momentum);
  last_lr_ = lr;
  last_epoch_ = epoch;
}

}  // namespace inkling
