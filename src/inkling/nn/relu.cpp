#include "inkling/nn/relu.hpp"

#include "inkling/core/error.hpp"

namespace inkling {

template <typename Scalar>
const BasicMatrix<Scalar>& BasicReLU<Scalar>::forward(BasicMatrixView<Scalar> input) {
  // NaN is handed on, as torch does: divergence must not be hidden.
  output_ = input.array().template max<Eigen::PropagateNaN>(Scalar(0)).matrix();
  return output_;
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicReLU<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  INKLING_REQUIRE(output_grad.rows() == output_.rows() && output_grad.cols() == output_.cols(), "E_API_SHAPE",
                  "ReLU().backward(output_grad)",
                  text("(", output_.rows(), ", ", output_.cols(), "), the shape of the last output"),
                  text("(", output_grad.rows(), ", ", output_grad.cols(), ")"));
  if (!this->input_requires_grad()) {
    input_grad_.resize(0, 0);
    return input_grad_;
  }
  // output <= 0 exactly where input <= 0, so the input need not be kept. Asked this way round, as torch does,
  // NaN lets the gradient through.
  input_grad_ = (output_.array() <= Scalar(0)).select(Scalar(0), output_grad.array()).matrix();
  return input_grad_;
}

template class BasicReLU<float>;
template class BasicReLU<double>;

}  // namespace inkling
