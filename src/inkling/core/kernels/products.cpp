#include "inkling/core/kernels/products.hpp"

#include <Eigen/Core>

namespace inkling::kernels {

template <typename Scalar>
void linear_forward(const BasicMatrixView<Scalar>& input, const BasicMatrix<Scalar>& weight,
                    const BasicMatrix<Scalar>& bias, BasicMatrix<Scalar>& output) {
  output.resize(input.rows(), weight.rows());
  output.noalias() = input * weight.transpose();
  if (bias.size() > 0) output.rowwise() += bias.row(0);
}

template <typename Scalar>
void linear_parameter_grad(const BasicMatrixView<Scalar>& input, const BasicMatrixView<Scalar>& output_grad,
                           BasicMatrix<Scalar>& weight_grad, BasicMatrix<Scalar>& bias_grad) {
  weight_grad.noalias() = output_grad.transpose() * input;
  if (bias_grad.size() > 0) bias_grad = output_grad.colwise().sum();
}

template <typename Scalar>
void linear_input_grad(const BasicMatrixView<Scalar>& output_grad, const BasicMatrix<Scalar>& weight,
                       BasicMatrix<Scalar>& input_grad) {
  input_grad.resize(output_grad.rows(), weight.cols());
  input_grad.noalias() = output_grad * weight;
}

#define INKLING_INSTANTIATE(Scalar)                                                                   \
  template void linear_forward(const BasicMatrixView<Scalar>&, const BasicMatrix<Scalar>&,            \
                               const BasicMatrix<Scalar>&, BasicMatrix<Scalar>&);                     \
  template void linear_parameter_grad(const BasicMatrixView<Scalar>&, const BasicMatrixView<Scalar>&, \
                                      BasicMatrix<Scalar>&, BasicMatrix<Scalar>&);                    \
  template void linear_input_grad(const BasicMatrixView<Scalar>&, const BasicMatrix<Scalar>&,         \
                                  BasicMatrix<Scalar>&);
INKLING_INSTANTIATE(float)
INKLING_INSTANTIATE(double)
#undef INKLING_INSTANTIATE

}  // namespace inkling::kernels
