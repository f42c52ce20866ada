// torch.nn.functional: what has no parameters of its own. The modules are for training; these are the same
// functions for whoever wants the numbers.
#pragma once

#include <cstdint>
#include <span>

#include "inkling/core/types.hpp"

namespace inkling {

/// input · weightᵀ + bias. input: (batch, in); weight: (out, in); bias: (1, out), or empty for none. Error
/// E_API_SHAPE; E_API_TOOBIG for an output of 2^31 numbers or more, which no 32-bit index reaches.
template <typename Scalar>
BasicMatrix<Scalar> linear(const BasicMatrix<Scalar>& input, const BasicMatrix<Scalar>& weight,
                           const BasicMatrix<Scalar>& bias);

/// max(0, x)
template <typename Scalar>
BasicMatrix<Scalar> relu(const BasicMatrix<Scalar>& input);

/// softmax over each row. logits, output: (batch, classes). Stable: the row's maximum is subtracted first.
template <typename Scalar>
void softmax(const BasicMatrixView<Scalar>& logits, BasicMatrix<Scalar>& output);
template <typename Scalar>
BasicMatrix<Scalar> softmax(const BasicMatrix<Scalar>& logits);

/// log(softmax(logits)) over each row, finite where softmax is too small to be.
template <typename Scalar>
BasicMatrix<Scalar> log_softmax(const BasicMatrix<Scalar>& logits);

/// torch.argmax over one row: the first of equal ones, and NaN is greater than any number. Not Eigen's
/// maxCoeff(), which leaves open what NaN does to it.
Index argmax(std::span<const float> row);

/// (labels, num_classes): 1 where the label is, else 0. Error E_API_LABEL for a label >= num_classes,
/// E_API_TOOBIG as above.
Matrix one_hot(std::span<const std::uint8_t> labels, Index num_classes);

}  // namespace inkling
