// torch.optim.lr_scheduler: learning rates that change as the training goes on.
#pragma once

#include <cstdint>
#include <optional>

#include "inkling/optim/optimizer_base.hpp"

namespace inkling {

/// Made after its optimizer, which must outlive it, it sets the first learning rate at once and the next one
/// at each step(), to be called after the optimizer's. An epoch is whatever lies between two calls of step():
/// one batch for OneCycleLR. As in torch most schedules compute a rate from the one before (their chainable
/// form), so that several may act on one optimizer. A checkpoint needs none of this: as many calls of step()
/// lead to the same rates to the bit. All are in torch/optim/lr_scheduler.py.
class LRScheduler {
 public:
  virtual ~LRScheduler() = default;
  LRScheduler(const LRScheduler&) = delete;
  LRScheduler& operator=(const LRScheduler&) = delete;

  /// Error E_HP_LR when the rate to set is no finite number >= 0, E_HP_SCHEDULE beyond the end of OneCycleLR.
  void step() { set(last_epoch_ + 1, get_lr(last_epoch_ + 1)); }

  [[nodiscard]] double get_last_lr() const { return last_lr_; }          ///< as this schedule set it
  [[nodiscard]] std::int64_t last_epoch() const { return last_epoch_; }  ///< calls of step() so far

 protected:
  explicit LRScheduler(OptimizerBase& optimizer) : LRScheduler(optimizer, optimizer.initial_lr()) {}
  LRScheduler(OptimizerBase& optimizer, double base_lr) : optimizer_(optimizer), base_lr_(base_lr) {}

  /// Sets the first learning rate: for the end of the constructors, once the options are checked. Error
  /// E_HP_LR, which leaves the optimizer as it was.
  void start();

  [[nodiscard]] OptimizerBase& optimizer() const { return optimizer_; }
  [[nodiscard]] double base_lr() const { return base_lr_; }  ///< the optimizer's initial_lr

 private:
  friend class SequentialLR;  // takes back the others' first steps, and sets them to 0 when it is their turn

  /// The learning rate at this epoch, given that of the epoch before, optimizer().lr().
  virtual double get_lr(std::int64_t epoch) = 0;
  /// That at epoch 0 whatever came before; torch's _get_closed_form_lr().
  virtual double first_lr() { return get_lr(0); }
  virtual std::optional<double> get_momentum(std::int64_t /*epoch*/) const { return {}; }

  void set(std::int64_t epoch, double lr);

  OptimizerBase& optimizer_;
  double base_lr_;
  double last_lr_ = 0;
  std::int64_t last_epoch_ = -1;
};

}  // namespace inkling
