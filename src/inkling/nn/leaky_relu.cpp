#include "inkling/nn/leaky_relu.hpp"

#include <cmath>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"

namespace inkling {

template <typename Scalar>
BasicLeakyReLU<Scalar>::BasicLeakyReLU(double negative_slope) : negative_slope_(negative_slope) {
  INKLING_REQUIRE(std::isfinite(negative_slope), "E_HP_SLOPE", "LeakyReLU(negative_slope)", "a finite number",
                  number_text(negative_slope));
}

template <typename Scalar>
std::string BasicLeakyReLU<Scalar>::repr() const {
  return "LeakyReLU(negative_slope=" + python_number_text(negative_slope_) + ")";
}

template <typename Scalar>
void BasicLeakyReLU<Scalar>::activate(const BasicMatrixView<Scalar>& input,
                                      BasicMatrixBlock<Scalar> output) const {
  const auto slope = static_cast<Scalar>(negative_slope_);
  output = (input.array() > Scalar(0)).select(input.array(), input.array() * slope).matrix();
}

template <typename Scalar>
void BasicLeakyReLU<Scalar>::differentiate(const BasicMatrixView<Scalar>& input,
                                           const BasicMatrixView<Scalar>& /*output*/,
                                           const BasicMatrixView<Scalar>& output_grad,
                                           BasicMatrixBlock<Scalar> input_grad) const {
  const auto slope = static_cast<Scalar>(negative_slope_);
  input_grad = (input.array() > Scalar(0)).select(output_grad.array(), output_grad.array() * slope).matrix();
}

template class BasicLeakyReLU<float>;
template class BasicLeakyReLU<double>;

}  // namespace inkling
