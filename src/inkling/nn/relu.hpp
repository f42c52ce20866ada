// torch.nn.ReLU: max(0, x).
#pragma once

#include "inkling/nn/activation.hpp"

namespace inkling {

/// The gradient at exactly 0 is 0, as in torch. NaN is handed on: divergence must not be hidden.
template <typename Scalar>
class BasicReLU final : public BasicActivation<Scalar> {
 public:
  [[nodiscard]] std::string repr() const override { return "ReLU()"; }

 protected:
  void activate(const BasicMatrixView<Scalar>& input, BasicMatrixBlock<Scalar> output) const override;
  void differentiate(const BasicMatrixView<Scalar>& input, const BasicMatrixView<Scalar>& output,
                     const BasicMatrixView<Scalar>& output_grad,
                     BasicMatrixBlock<Scalar> input_grad) const override;
};
using ReLU = BasicReLU<float>;

}  // namespace inkling
