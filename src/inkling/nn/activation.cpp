#include "inkling/nn/activation.hpp"

namespace inkling {

template <typename Scalar>
const BasicMatrix<Scalar>& BasicActivation<Scalar>::forward(BasicMatrixView<Scalar> input) {
  this->forget_input();
  output_.resize(input.rows(), input.cols());
  activate(input, output_);
  this->save_input(input);
  return output_;
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicActivation<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  const BasicMatrixView<Scalar> input = this->take_input(output_grad, output_);
  const bool wanted = this->input_requires_grad();
  input_grad_.resize(wanted ? output_.rows() : 0, wanted ? output_.cols() : 0);
  if (wanted) differentiate(input, output_, output_grad, input_grad_);
  return input_grad_;
}

template class BasicActivation<float>;
template class BasicActivation<double>;

}  // namespace inkling
