// torch.nn.Tanh: the hyperbolic tangent.
#pragma once

#include "inkling/nn/activation.hpp"

namespace inkling {

template <typename Scalar>
class BasicTanh final : public BasicActivation<Scalar> {
 public:
  [[nodiscard]] std::string repr() const override { return "Tanh()"; }

 protected:
  void activate(const BasicMatrixView<Scalar>& input, BasicMatrixBlock<Scalar> output) const override;
  void differentiate(const BasicMatrixView<Scalar>& input, const BasicMatrixView<Scalar>& output,
                     const BasicMatrixView<Scalar>& output_grad,
                     BasicMatrixBlock<Scalar> input_grad) const override;
};
using Tanh = BasicTanh<float>;

}  // namespace inkling
