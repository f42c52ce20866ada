// torch.nn.Sigmoid: 1 / (1 + e⁻ˣ).
#pragma once

#include "inkling/nn/activation.hpp"

namespace inkling {

template <typename Scalar>
class BasicSigmoid final : public BasicActivation<Scalar> {
 public:
  [[nodiscard]] std::string repr() const override { return "Sigmoid()"; }

 protected:
  void activate(const BasicMatrixView<Scalar>& input, BasicMatrixBlock<Scalar> output) const override;
  void differentiate(const BasicMatrixView<Scalar>& input, const BasicMatrixView<Scalar>& output,
                     const BasicMatrixView<Scalar>& output_grad,
                     BasicMatrixBlock<Scalar> input_grad) const override;
};
using Sigmoid = BasicSigmoid<float>;

}  // namespace inkling
