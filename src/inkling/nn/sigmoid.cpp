#include "inkling/nn/sigmoid.hpp"

#include "inkling/core/portable_math.hpp"

namespace inkling {

template <typename Scalar>
void BasicSigmoid<Scalar>::activate(const BasicMatrixView<Scalar>& input,
                                    BasicMatrixBlock<Scalar> output) const {
  // Below -88 e⁻ˣ is infinite in float and the result 0, as it should be to float's digits.
  output = input.unaryExpr([](Scalar x) { return Scalar(1) / (Scalar(1) + portable_exp(-x)); });
}

template <typename Scalar>
void BasicSigmoid<Scalar>::differentiate(const BasicMatrixView<Scalar>& /*input*/,
                                         const BasicMatrixView<Scalar>& output,
                                         const BasicMatrixView<Scalar>& output_grad,
                                         BasicMatrixBlock<Scalar> input_grad) const {
  input_grad = (output_grad.array() * output.array() * (Scalar(1) - output.array())).matrix();
}

template class BasicSigmoid<float>;
template class BasicSigmoid<double>;

}  // namespace inkling
