#include "inkling/nn/relu.hpp"

namespace inkling {

template <typename Scalar>
void BasicReLU<Scalar>::activate(const BasicMatrixView<Scalar>& input,
                                 BasicMatrixBlock<Scalar> output) const {
  output = input.array().template max<Eigen::PropagateNaN>(Scalar(0)).matrix();
}

template <typename Scalar>
void BasicReLU<Scalar>::differentiate(const BasicMatrixView<Scalar>& /*input*/,
                                      const BasicMatrixView<Scalar>& output,
                                      const BasicMatrixView<Scalar>& output_grad,
                                      BasicMatrixBlock<Scalar> input_grad) const {
  // Asked this way round, as torch does, NaN lets the gradient through.
  input_grad = (output.array() <= Scalar(0)).select(Scalar(0), output_grad.array()).matrix();
}

template class BasicReLU<float>;
template class BasicReLU<double>;

}  // namespace inkling
