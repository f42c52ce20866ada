#include "inkling/optim/optimizer_base.hpp"

#include "inkling/core/error.hpp"
#include "inkling/optim/hyperparameter.hpp"

namespace inkling {

void OptimizerBase::set_lr(double lr) {
  require_not_negative(lr, "E_HP_LR", "lr");
  lr_ = lr;
}

void OptimizerBase::set_initial_lr(double lr) {
  require_not_negative(lr, "E_HP_LR", "initial_lr");
  initial_lr_ = lr;
}

void OptimizerBase::set_momentum(double momentum) {
  throw Error(
      {"E_API_STATE", "set_momentum()", "an optimizer with momentum", text(momentum, " for one without")});
}

void OptimizerBase::set_weight_decay(double weight_decay) {
  throw Error({"E_API_STATE", "set_weight_decay()", "an optimizer with weight decay",
               text(weight_decay, " for one without")});
}

void OptimizerBase::set_nesterov(bool nesterov) {
  INKLING_REQUIRE(!nesterov, "E_API_STATE", "set_nesterov()", "an optimizer with Nesterov's momentum",
                  "one without");
}

}  // namespace inkling
