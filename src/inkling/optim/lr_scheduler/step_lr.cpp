#include "inkling/optim/lr_scheduler/step_lr.hpp"

#include "inkling/core/error.hpp"
#include "inkling/optim/hyperparameter.hpp"

namespace inkling {

StepLR::StepLR(OptimizerBase& optimizer, StepLROptions options) : LRScheduler(optimizer), options_(options) {
  INKLING_REQUIRE(options.step_size >= 1, "E_HP_SCHEDULE", "StepLR(step_size)", "at least one epoch",
                  text(options.step_size));
  require_not_negative(options.gamma, "E_HP_SCHEDULE", "StepLR(gamma)");
  start();
}

double StepLR::get_lr(std::int64_t epoch) {
  const double lr = optimizer().lr();
  return epoch == 0 || epoch % options_.step_size != 0 ? lr : lr * options_.gamma;
}

}  // namespace inkling
