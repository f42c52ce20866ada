// torch.nn.LeakyReLU: x above 0, negative_slope · x below.
#pragma once

#include "inkling/nn/activation.hpp"

namespace inkling {

/// The gradient at exactly 0 is negative_slope, as in torch.
template <typename Scalar>
class BasicLeakyReLU final : public BasicActivation<Scalar> {
 public:
  /// Error E_HP_SLOPE unless it is finite.
  explicit BasicLeakyReLU(double negative_slope = 0.01);
  [[nodiscard]] std::string repr() const override;
  [[nodiscard]] double negative_slope() const { return negative_slope_; }

 protected:
  void activate(const BasicMatrixView<Scalar>& input, BasicMatrixBlock<Scalar> output) const override;
  void differentiate(const BasicMatrixView<Scalar>& input, const BasicMatrixView<Scalar>& output,
                     const BasicMatrixView<Scalar>& output_grad,
                     BasicMatrixBlock<Scalar> input_grad) const override;

 private:
  double negative_slope_;
};
using LeakyReLU = BasicLeakyReLU<float>;

}  // namespace inkling
