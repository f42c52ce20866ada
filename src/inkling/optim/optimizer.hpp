// torch.optim.Optimizer: turns gradients into steps.
#pragma once

#include <vector>

#include "inkling/nn/module.hpp"

namespace inkling {

/// Holds the parameters by their place in the list; state belongs to the place, not to an address.
/// step() reads the gradients and never writes them. backward() sets gradients, so there is no zero_grad().
template <typename Scalar>
class BasicOptimizer {
 public:
  explicit BasicOptimizer(std::vector<BasicNamedParameter<Scalar>> parameters)
      : parameters_(std::move(parameters)) {}
  virtual ~BasicOptimizer() = default;
  BasicOptimizer(const BasicOptimizer&) = delete;
  BasicOptimizer& operator=(const BasicOptimizer&) = delete;

  virtual void step() = 0;

 protected:
  [[nodiscard]] std::vector<BasicNamedParameter<Scalar>>& parameters() { return parameters_; }

 private:
  std::vector<BasicNamedParameter<Scalar>> parameters_;
};
using Optimizer = BasicOptimizer<float>;

}  // namespace inkling
