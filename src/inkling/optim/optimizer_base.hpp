// What schedules move in an optimizer: torch's param_groups[0]["lr"] and its momentum.
#pragma once

#include <optional>

namespace inkling {

/// The part of an optimizer that does not depend on its scalar.
class OptimizerBase {
 public:
  virtual ~OptimizerBase() = default;
  OptimizerBase(const OptimizerBase&) = delete;
  OptimizerBase& operator=(const OptimizerBase&) = delete;

  [[nodiscard]] double lr() const { return lr_; }
  /// From the next step() on. Error E_HP_LR unless lr is finite and >= 0; torch takes infinity too, and here
  /// anything.
  void set_lr(double lr);

  /// torch's param_groups[0]["initial_lr"]: the learning rate that schedules start from. The first schedule
  /// sets it, so that one made after it does not take the warm-up's first rate for the base.
  [[nodiscard]] double initial_lr() const { return initial_lr_.value_or(lr_); }
  void set_initial_lr(double lr);

  /// SGD's momentum, Adam's beta1; none for an optimizer that has neither.
  [[nodiscard]] virtual std::optional<double> momentum() const { return {}; }
  /// From the next step() on. Error E_API_STATE for an optimizer without momentum.
  virtual void set_momentum(double momentum);

  /// From the next step() on. Error E_HP_WD unless finite and >= 0, E_API_STATE for an optimizer without it.
  virtual void set_weight_decay(double weight_decay);
  /// Likewise; error E_HP_NESTEROV without momentum.
  virtual void set_nesterov(bool nesterov);

 protected:
  /// Error E_HP_LR.
  explicit OptimizerBase(double lr) { set_lr(lr); }

 private:
  double lr_ = 0;
  std::optional<double> initial_lr_;
};

}  // namespace inkling
