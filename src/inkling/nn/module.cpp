#include "inkling/nn/module.hpp"

namespace inkling {

template <typename Scalar>
BasicParameter<Scalar> BasicParameter<Scalar>::matrix(Index rows, Index columns) {
  return {
      {rows, columns}, BasicMatrix<Scalar>::Zero(rows, columns), BasicMatrix<Scalar>::Zero(rows, columns)};
}

template <typename Scalar>
BasicParameter<Scalar> BasicParameter<Scalar>::vector(Index size) {
  return {{size}, BasicMatrix<Scalar>::Zero(1, size), BasicMatrix<Scalar>::Zero(1, size)};
}

template struct BasicParameter<float>;
template struct BasicParameter<double>;

}  // namespace inkling
