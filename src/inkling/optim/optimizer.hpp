// torch.optim.Optimizer: turns gradients into steps.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inkling/nn/module.hpp"
#include "inkling/optim/optimizer_base.hpp"

namespace inkling {

/// A matrix that an optimizer remembers, as large as its parameter.
template <typename Scalar>
struct BasicNamedState {
  std::string name;          ///< the parameter's and torch's: "hidden1.weight.exp_avg"
  std::vector<Index> shape;  ///< the parameter's
  const BasicMatrix<Scalar>* values;
};
using NamedState = BasicNamedState<float>;

/// What an optimizer remembers of each parameter.
struct StateKind {
  std::string name;  ///< torch's: "exp_avg"
  bool always;       ///< whether it is there after every step; SGD's waits for the first one with momentum
};

/// Holds the parameters by their place in the list; state belongs to the place, not to an address.
/// step() reads the gradients and never writes them. backward() sets gradients, so there is no zero_grad().
template <typename Scalar>
class BasicOptimizer : public OptimizerBase {
 public:
  /// One step along the gradients.
  void step();

  [[nodiscard]] std::int64_t step_count() const { return step_count_; }  ///< steps taken; torch's "step"

  /// What step() remembers beside step_count(), parameter by parameter, as in torch's state_dict()["state"].
  /// Empty before the first step, and for plain SGD. The views hold until load_state().
  [[nodiscard]] std::vector<BasicNamedState<Scalar>> named_state() const;

  /// Goes on where an optimizer with the same parameters and options left off: the same steps to the bit.
  /// Copies. Error E_OPT_STATE when names or shapes are not those of this optimizer after so many steps.
  void load_state(std::int64_t step_count, const std::vector<BasicNamedState<Scalar>>& state);

 protected:
  BasicOptimizer(std::vector<BasicNamedParameter<Scalar>> parameters, double lr,
                 std::vector<StateKind> kinds);

  [[nodiscard]] std::vector<BasicNamedParameter<Scalar>>& parameters() { return parameters_; }

  /// The matrices of a kind, by its place in the constructor's list; zero when they are new.
  std::vector<BasicMatrix<Scalar>>& state(std::size_t kind);
  [[nodiscard]] bool has_state(std::size_t kind) const { return !state_[kind].empty(); }

 private:
  /// step: 1 for the first one.
  virtual void update(std::int64_t step) = 0;

  std::vector<BasicNamedParameter<Scalar>> parameters_;
  std::vector<StateKind> kinds_;
  std::vector<std::vector<BasicMatrix<Scalar>>> state_;  // of each kind, for all parameters or for none
  std::int64_t step_count_ = 0;
};
using Optimizer = BasicOptimizer<float>;

}  // namespace inkling
