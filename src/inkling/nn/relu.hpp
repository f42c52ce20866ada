// torch.nn.ReLU: max(0, x).
#pragma once

#include "inkling/nn/module.hpp"

namespace inkling {

/// The gradient at exactly 0 is 0, as in torch.
template <typename Scalar>
class BasicReLU final : public BasicModule<Scalar> {
 public:
  const BasicMatrix<Scalar>& forward(BasicMatrixView<Scalar> input) override;
  const BasicMatrix<Scalar>& backward(BasicMatrixView<Scalar> output_grad) override;
  [[nodiscard]] std::string summary() const override { return "ReLU()"; }

 private:
  BasicMatrix<Scalar> output_;
  BasicMatrix<Scalar> input_grad_;
};
using ReLU = BasicReLU<float>;

}  // namespace inkling
