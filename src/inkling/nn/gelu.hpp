// torch.nn.GELU: x · Φ(x), Φ being the normal distribution's cumulative function (Hendrycks and Gimpel 2016).
#pragma once

#include "inkling/nn/activation.hpp"

namespace inkling {

enum class GELUApproximate { none, tanh };

/// With GELUApproximate::none Φ is computed from erf, with tanh as
/// ½ · (1 + tanh(√(2/π) · (x + 0.044715 · x³))).
template <typename Scalar>
class BasicGELU final : public BasicActivation<Scalar> {
 public:
  explicit BasicGELU(GELUApproximate approximate = GELUApproximate::none) : approximate_(approximate) {}
  [[nodiscard]] std::string repr() const override;
  [[nodiscard]] GELUApproximate approximate() const { return approximate_; }

 protected:
  void activate(const BasicMatrixView<Scalar>& input, BasicMatrixBlock<Scalar> output) const override;
  void differentiate(const BasicMatrixView<Scalar>& input, const BasicMatrixView<Scalar>& output,
                     const BasicMatrixView<Scalar>& output_grad,
                     BasicMatrixBlock<Scalar> input_grad) const override;

 private:
  GELUApproximate approximate_;
};
using GELU = BasicGELU<float>;

}  // namespace inkling
