#include "inkling/nn/tanh.hpp"

#include "inkling/core/portable_math.hpp"

namespace inkling {

template <typename Scalar>
void BasicTanh<Scalar>::activate(const BasicMatrixView<Scalar>& input,
                                 BasicMatrixBlock<Scalar> output) const {
  output = input.unaryExpr([](Scalar x) { return portable_tanh(x); });
}

template <typename Scalar>
void BasicTanh<Scalar>::differentiate(const BasicMatrixView<Scalar>& /*input*/,
                                      const BasicMatrixView<Scalar>& output,
                                      const BasicMatrixView<Scalar>& output_grad,
                                      BasicMatrixBlock<Scalar> input_grad) const {
  input_grad = (output_grad.array() * (Scalar(1) - output.array().square())).matrix();
}

template class BasicTanh<float>;
template class BasicTanh<double>;

}  // namespace inkling
