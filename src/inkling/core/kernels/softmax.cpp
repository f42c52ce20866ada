#include "inkling/core/kernels/softmax.hpp"

#include <algorithm>

#include "inkling/core/portable_math.hpp"

namespace inkling::kernels {

template <typename Scalar>
LogSumExp<Scalar> softmax_row(const Scalar* logits, Index classes, Scalar* output) {
  const Scalar largest = *std::max_element(logits, logits + classes);
  Scalar sum = 0;
  for (Index j = 0; j < classes; ++j) {
    output[j] = portable_exp(logits[j] - largest);
    sum += output[j];
  }
  for (Index j = 0; j < classes; ++j) output[j] /= sum;
  return {largest, sum};
}

template LogSumExp<float> softmax_row(const float*, Index, float*);
template LogSumExp<double> softmax_row(const double*, Index, double*);

}  // namespace inkling::kernels
