#include "inkling/nn/gelu.hpp"

#include <cmath>
#include <numbers>

namespace inkling {
namespace {

template <typename Scalar>
constexpr Scalar kCubic = Scalar(0.044715);
template <typename Scalar>
constexpr Scalar kTanhScale = std::numbers::sqrt2_v<Scalar> * std::numbers::inv_sqrtpi_v<Scalar>;  // √(2/π)

template <typename Scalar>
Scalar gelu(Scalar x) {
  return x * Scalar(0.5) * (Scalar(1) + std::erf(x / std::numbers::sqrt2_v<Scalar>));
}

/// Φ(x) + x · φ(x), φ being Φ's derivative.
template <typename Scalar>
Scalar gelu_derivative(Scalar x) {
  const Scalar cdf = Scalar(0.5) * (Scalar(1) + std::erf(x / std::numbers::sqrt2_v<Scalar>));
  const Scalar pdf = kTanhScale<Scalar> * Scalar(0.5) * std::exp(Scalar(-0.5) * x * x);  // 1/√(2π) = √(2/π)/2
  return cdf + x * pdf;
}

template <typename Scalar>
Scalar inner(Scalar x) {
  return std::tanh(kTanhScale<Scalar> * (x + kCubic<Scalar> * x * x * x));
}

template <typename Scalar>
Scalar gelu_tanh(Scalar x) {
  return Scalar(0.5) * x * (Scalar(1) + inner(x));
}

template <typename Scalar>
Scalar gelu_tanh_derivative(Scalar x) {
  const Scalar t = inner(x);
  const Scalar inner_derivative = kTanhScale<Scalar> * (Scalar(1) + Scalar(3) * kCubic<Scalar> * x * x);
  return Scalar(0.5) * (Scalar(1) + t) + Scalar(0.5) * x * (Scalar(1) - t * t) * inner_derivative;
}

}  // namespace

template <typename Scalar>
std::string BasicGELU<Scalar>::repr() const {
  return approximate_ == GELUApproximate::none ? "GELU(approximate='none')" : "GELU(approximate='tanh')";
}

template <typename Scalar>
void BasicGELU<Scalar>::activate(const BasicMatrixView<Scalar>& input,
                                 BasicMatrixBlock<Scalar> output) const {
  output = input.unaryExpr(approximate_ == GELUApproximate::none ? &gelu<Scalar> : &gelu_tanh<Scalar>);
}

template <typename Scalar>
void BasicGELU<Scalar>::differentiate(const BasicMatrixView<Scalar>& input,
                                      const BasicMatrixView<Scalar>& /*output*/,
                                      const BasicMatrixView<Scalar>& output_grad,
                                      BasicMatrixBlock<Scalar> input_grad) const {
  input_grad = output_grad.cwiseProduct(input.unaryExpr(
      approximate_ == GELUApproximate::none ? &gelu_derivative<Scalar> : &gelu_tanh_derivative<Scalar>));
}

template class BasicGELU<float>;
template class BasicGELU<double>;

}  // namespace inkling
