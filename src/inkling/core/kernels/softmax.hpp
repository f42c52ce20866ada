// The softmax of one row, which loss, functions and evaluation share.
#pragma once

#include "inkling/core/types.hpp"

namespace inkling::kernels {

/// What the softmax of one row went through: log Σexp(z) is largest + log(sum). Kept apart, because adding
/// them to large logits would lose the digits of a small loss.
template <typename Scalar>
struct LogSumExp {
  Scalar largest;  ///< max(z)
  Scalar sum;      ///< Σexp(z - max(z)), at least 1
};

/// softmax of one row of `classes` numbers, at least one, written to `output`. Stable: the row's maximum is
/// subtracted first.
template <typename Scalar>
LogSumExp<Scalar> softmax_row(const Scalar* logits, Index classes, Scalar* output);

}  // namespace inkling::kernels
