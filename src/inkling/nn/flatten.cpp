#include "inkling/nn/flatten.hpp"

namespace inkling {

template <typename Scalar>
void BasicFlatten<Scalar>::activate(const BasicMatrixView<Scalar>& input,
                                    BasicMatrixBlock<Scalar> output) const {
  output = input;
}

template <typename Scalar>
void BasicFlatten<Scalar>::differentiate(const BasicMatrixView<Scalar>& /*input*/,
                                         const BasicMatrixView<Scalar>& /*output*/,
                                         const BasicMatrixView<Scalar>& output_grad,
                                         BasicMatrixBlock<Scalar> input_grad) const {
  input_grad = output_grad;
}

template class BasicFlatten<float>;
template class BasicFlatten<double>;

}  // namespace inkling
