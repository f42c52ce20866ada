#include "inkling/nn/flatten.hpp"

namespace inkling {

template <typename Scalar>
void BasicFlatten<Scalar>::activate(const BasicMatrixView<Scalar>& input, BasicMatrix<Scalar>& output) const {
  output = input;
}

template <typename Scalar>
void BasicFlatten<Scalar>::differentiate(const BasicMatrixView<Scalar>& /*input*/,
                                         const BasicMatrix<Scalar>& /*output*/,
                                         const BasicMatrixView<Scalar>& output_grad,
                                         BasicMatrix<Scalar>& input_grad) const {
  input_grad = output_grad;
}

template class BasicFlatten<float>;
template class BasicFlatten<double>;

}  // namespace inkling
