// The matrix products that training spends its time in: the three of a fully connected layer.
#pragma once

#include "inkling/core/types.hpp"

namespace inkling::kernels {

/// output = input · weightᵀ + bias.
/// input: (batch, in); weight: (out, in); bias: (1, out), or empty for none; output: (batch, out), resized.
template <typename Scalar>
void linear_forward(const BasicMatrixView<Scalar>& input, const BasicMatrix<Scalar>& weight,
                    const BasicMatrix<Scalar>& bias, BasicMatrix<Scalar>& output);

/// weight_grad = output_gradᵀ · input; bias_grad = column sums of output_grad, or left empty if
/// it is. Both are overwritten.
template <typename Scalar>
void linear_parameter_grad(const BasicMatrixView<Scalar>& input, const BasicMatrixView<Scalar>& output_grad,
                           BasicMatrix<Scalar>& weight_grad, BasicMatrix<Scalar>& bias_grad);

/// input_grad = output_grad · weight. input_grad: (batch, in), resized.
template <typename Scalar>
void linear_input_grad(const BasicMatrixView<Scalar>& output_grad, const BasicMatrix<Scalar>& weight,
                       BasicMatrix<Scalar>& input_grad);

}  // namespace inkling::kernels
