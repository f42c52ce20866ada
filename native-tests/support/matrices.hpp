// Matrices for tests.
#pragma once

#include "inkling/core/random.hpp"
#include "inkling/core/types.hpp"

namespace inkling::testing {

/// Numbers in [-1, 1), none closer to 0 than `least`: finite differences of ReLU need room around its kink.
template <typename Scalar>
BasicMatrix<Scalar> random_matrix(Index rows, Index columns, Generator& generator, float least = 0) {
  BasicMatrix<Scalar> out(rows, columns);
  for (Index i = 0; i < out.size(); ++i) {
    float x = 0;
    do {
      x = generator.uniform(-1, 1);
    } while (std::abs(x) < least);
    out.data()[i] = Scalar(x);
  }
  return out;
}

}  // namespace inkling::testing
