#include "inkling/nn/activation.hpp"

#include "inkling/core/parallel.hpp"

namespace inkling {

template <typename Scalar>
const BasicMatrix<Scalar>& BasicActivation<Scalar>::forward(BasicMatrixView<Scalar> input) {
  this->forget_input();
  output_.resize(input.rows(), input.cols());
  parallel_for(input.rows(), kRowsOfAThread, [&](Index first, Index last) {
    activate(rows_of(input, first, last), rows_of(output_, first, last));
  });
  this->save_input(input);
  return output_;
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicActivation<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  const BasicMatrixView<Scalar> input = this->take_input(output_grad, output_);
  const bool wanted = this->input_requires_grad();
  input_grad_.resize(wanted ? output_.rows() : 0, wanted ? output_.cols() : 0);
  const BasicMatrixView<Scalar> output(output_);
  parallel_for(wanted ? input.rows() : 0, kRowsOfAThread, [&](Index first, Index last) {
    differentiate(rows_of(input, first, last), rows_of(output, first, last),
                  rows_of(output_grad, first, last), rows_of(input_grad_, first, last));
  });
  return input_grad_;
}

template class BasicActivation<float>;
template class BasicActivation<double>;

}  // namespace inkling
