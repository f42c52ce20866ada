#include "inkling/nn/relu.hpp"

#include "inkling/core/error.hpp"

namespace inkling {

template <typename Scalar>
const BasicMatrix<Scalar>& BasicReLU<Scalar>::forward(BasicMatrixView<Scalar> input) {
  // max(x, 0) in this order hands a NaN on, as torch does: divergence must not be hidden.
  output_ = input.array().template max<Eigen::PropagateNaN>(Scalar(0)).matrix();
  return output_;
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicReLU<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  INKLING_REQUIRE(output_grad.rows() == output_.rows() && output_grad.cols() == output_.cols(), "E_API_SHAPE",
                  "ReLU().backward(output_grad)",
                  text("(", output_.rows(), ", ", output_.cols(), "), the shape of the last output"),
                  text("(", output_grad.rows(), ", ", output_grad.cols(), ")"));
  // output > 0 exactly where input > 0, so the input need not be kept.
  input_grad_ = (output_.array() > Scalar(0)).select(output_grad.array(), Scalar(0)).matrix();
  return input_grad_;
}

template class BasicReLU<float>;
template class BasicReLU<double>;

}  // namespace inkling
