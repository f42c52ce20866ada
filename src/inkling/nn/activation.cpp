#include "inkling/nn/activation.hpp"

#include "inkling/core/error.hpp"
#include "inkling/nn/grad_mode.hpp"

namespace inkling {

template <typename Scalar>
const BasicMatrix<Scalar>& BasicActivation<Scalar>::forward(BasicMatrixView<Scalar> input) {
  input_ = is_grad_enabled() ? input : BasicMatrixView<Scalar>();
  output_.resize(input.rows(), input.cols());
  activate(input, output_);
  return output_;
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicActivation<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  INKLING_REQUIRE(input_.rows() > 0, "E_API_STATE", this->repr() + ".backward()",
                  "a forward() that keeps its input before it", "none");
  INKLING_REQUIRE(output_grad.rows() == output_.rows() && output_grad.cols() == output_.cols(), "E_API_SHAPE",
                  this->repr() + ".backward(output_grad)",
                  text("(", output_.rows(), ", ", output_.cols(), "), the shape of the last output"),
                  text("(", output_grad.rows(), ", ", output_grad.cols(), ")"));
  if (!this->input_requires_grad()) {
    input_grad_.resize(0, 0);
    return input_grad_;
  }
  input_grad_.resize(output_.rows(), output_.cols());
  differentiate(input_, output_, output_grad, input_grad_);
  return input_grad_;
}

template class BasicActivation<float>;
template class BasicActivation<double>;

}  // namespace inkling
