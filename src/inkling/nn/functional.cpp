#include "inkling/nn/functional.hpp"

#include <algorithm>
#include <cmath>

namespace inkling {

template <typename Scalar>
LogSumExp<Scalar> softmax_row(const Scalar* logits, Index classes, Scalar* output) {
  const Scalar largest = *std::max_element(logits, logits + classes);
  Scalar sum = 0;
  for (Index j = 0; j < classes; ++j) {
    output[j] = std::exp(logits[j] - largest);
    sum += output[j];
  }
  for (Index j = 0; j < classes; ++j) output[j] /= sum;
  return {largest, sum};
}

template <typename Scalar>
void softmax(const BasicMatrixView<Scalar>& logits, BasicMatrix<Scalar>& output) {
  output.resize(logits.rows(), logits.cols());
  for (Index i = 0; i < logits.rows(); ++i)
    softmax_row(logits.row(i).data(), logits.cols(), output.row(i).data());
}

#define INKLING_INSTANTIATE(Scalar)                                      \
  template LogSumExp<Scalar> softmax_row(const Scalar*, Index, Scalar*); \
  template void softmax(const BasicMatrixView<Scalar>&, BasicMatrix<Scalar>&);
INKLING_INSTANTIATE(float)
INKLING_INSTANTIATE(double)
#undef INKLING_INSTANTIATE

}  // namespace inkling
