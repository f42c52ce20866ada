// torch.nn.functional: what has no parameters.
#pragma once

#include "inkling/core/types.hpp"

namespace inkling {

/// softmax over each row. logits, output: (batch, classes). Stable: the row's maximum is subtracted first.
template <typename Scalar>
void softmax(const BasicMatrixView<Scalar>& logits, BasicMatrix<Scalar>& output);

/// What the softmax of one row went through: log Σexp(z) is largest + log(sum). Kept apart, because adding
/// them to large logits would lose the digits of a small loss.
template <typename Scalar>
struct LogSumExp {
  Scalar largest;  ///< max(z)
  Scalar sum;      ///< Σexp(z - max(z)), at least 1
};

/// softmax of one row of `classes` numbers, written to `output`.
template <typename Scalar>
LogSumExp<Scalar> softmax_row(const Scalar* logits, Index classes, Scalar* output);

}  // namespace inkling
