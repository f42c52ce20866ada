#include "inkling/nn/functional.hpp"

#include <algorithm>
#include <cmath>

#include "inkling/core/error.hpp"
#include "inkling/core/kernels/products.hpp"
#include "inkling/core/kernels/softmax.hpp"
#include "inkling/core/portable_math.hpp"

namespace inkling {
namespace {

void require_fits_index(Index rows, Index columns, const char* where) {
  INKLING_REQUIRE(fits_index(rows, columns), "E_API_TOOBIG", where, "fewer than 2^31 numbers",
                  text(rows, " × ", columns));
}

}  // namespace

template <typename Scalar>
BasicMatrix<Scalar> linear(const BasicMatrix<Scalar>& input, const BasicMatrix<Scalar>& weight,
                           const BasicMatrix<Scalar>& bias) {
  INKLING_REQUIRE(input.cols() == weight.cols() &&
                      (bias.size() == 0 || (bias.rows() == 1 && bias.cols() == weight.rows())),
                  "E_API_SHAPE", "linear(input, weight, bias)", "(batch, in), (out, in) and (1, out)",
                  text("(", input.rows(), ", ", input.cols(), "), (", weight.rows(), ", ", weight.cols(),
                       ") and (", bias.rows(), ", ", bias.cols(), ")"));
  require_fits_index(input.rows(), weight.rows(), "linear()");
  BasicMatrix<Scalar> output;
  kernels::linear_forward<Scalar>(input, weight, bias, output);
  return output;
}

template <typename Scalar>
BasicMatrix<Scalar> relu(const BasicMatrix<Scalar>& input) {
  return input.array().template max<Eigen::PropagateNaN>(Scalar(0)).matrix();
}

template <typename Scalar>
void softmax(const BasicMatrixView<Scalar>& logits, BasicMatrix<Scalar>& output) {
  output.resize(logits.rows(), logits.cols());
  if (logits.cols() == 0) return;
  for (Index i = 0; i < logits.rows(); ++i)
    kernels::softmax_row(logits.row(i).data(), logits.cols(), output.row(i).data());
}

template <typename Scalar>
BasicMatrix<Scalar> softmax(const BasicMatrix<Scalar>& logits) {
  BasicMatrix<Scalar> output;
  softmax<Scalar>(BasicMatrixView<Scalar>(logits), output);
  return output;
}

template <typename Scalar>
BasicMatrix<Scalar> log_softmax(const BasicMatrix<Scalar>& logits) {
  BasicMatrix<Scalar> output(logits.rows(), logits.cols());
  if (logits.cols() == 0) return output;
  for (Index i = 0; i < logits.rows(); ++i) {
    const auto [largest, sum] =
        kernels::softmax_row(logits.row(i).data(), logits.cols(), output.row(i).data());
    const Scalar log_sum = portable_log(sum);
    output.row(i) = (logits.row(i).array() - largest - log_sum).matrix();
  }
  return output;
}

Matrix one_hot(std::span<const std::uint8_t> labels, Index num_classes) {
  require_fits_index(static_cast<Index>(labels.size()), num_classes, "one_hot()");
  Matrix output = Matrix::Zero(static_cast<Index>(labels.size()), num_classes);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    INKLING_REQUIRE(labels[i] < num_classes, "E_API_LABEL", text("one_hot(), label ", i),
                    text("less than ", num_classes, " classes"), text(int{labels[i]}));
    output(static_cast<Index>(i), labels[i]) = 1;
  }
  return output;
}

Index argmax(std::span<const float> row) {
  std::size_t best = 0;
  for (std::size_t j = 0; j < row.size(); ++j) {
    if (std::isnan(row[j])) return static_cast<Index>(j);
    if (row[j] > row[best]) best = j;
  }
  return static_cast<Index>(best);
}

#define INKLING_INSTANTIATE(Scalar)                                                           \
  template BasicMatrix<Scalar> linear(const BasicMatrix<Scalar>&, const BasicMatrix<Scalar>&, \
                                      const BasicMatrix<Scalar>&);                            \
  template BasicMatrix<Scalar> relu(const BasicMatrix<Scalar>&);                              \
  template void softmax(const BasicMatrixView<Scalar>&, BasicMatrix<Scalar>&);                \
  template BasicMatrix<Scalar> softmax(const BasicMatrix<Scalar>&);                           \
  template BasicMatrix<Scalar> log_softmax(const BasicMatrix<Scalar>&);
INKLING_INSTANTIATE(float)
INKLING_INSTANTIATE(double)
#undef INKLING_INSTANTIATE

}  // namespace inkling
