// torch.nn.init, as far as the layers use it.
#pragma once

#include "inkling/core/random.hpp"
#include "inkling/core/types.hpp"

namespace inkling {

/// torch.nn.init.uniform_(values, from, to), row by row.
template <typename Scalar>
void uniform_init(BasicMatrix<Scalar>& values, float from, float to, Generator& generator);

/// torch.nn.Linear.reset_parameters(): kaiming_uniform_(weight, a=√5), which is uniform in ±1/√in, then the
/// bias likewise. weight: (out, in); bias: (1, out). Bitwise
/// torch's for the same generator state, in float; in double torch draws 53 bits and this 24.
template <typename Scalar>
void linear_default_init(BasicMatrix<Scalar>& weight, BasicMatrix<Scalar>& bias, Generator& generator);

}  // namespace inkling
