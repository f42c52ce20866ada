// torch.nn.Flatten.
#pragma once

#include "inkling/nn/activation.hpp"

namespace inkling {

/// Every dimension but the first into one. A batch is (batch, features) here already, so that it hands on
/// what it gets; it is there so that a network built with it in PyTorch has the same children.
template <typename Scalar>
class BasicFlatten final : public BasicActivation<Scalar> {
 public:
  [[nodiscard]] std::string repr() const override { return "Flatten(start_dim=1, end_dim=-1)"; }

 protected:
  void activate(const BasicMatrixView<Scalar>& input, BasicMatrixBlock<Scalar> output) const override;
  void differentiate(const BasicMatrixView<Scalar>& input, const BasicMatrixView<Scalar>& output,
                     const BasicMatrixView<Scalar>& output_grad,
                     BasicMatrixBlock<Scalar> input_grad) const override;
};
using Flatten = BasicFlatten<float>;

}  // namespace inkling
