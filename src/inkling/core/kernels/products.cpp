#include "inkling/core/kernels/products.hpp"

#include <type_traits>

#include <Eigen/Core>

#include "inkling/core/kernels/product_table.hpp"
#include "inkling/core/parallel.hpp"

namespace inkling::kernels {
namespace {

// float goes to the products of lane_products.hpp; double, which only the gradient check needs, to Eigen.
template <typename Scalar>
constexpr bool kIsFloat = std::is_same_v<Scalar, float>;

constexpr Index kColumnGrain = 64;

/// By rows, which are images of the batch: each thread goes on with what it has computed of its own. But by
/// columns, which are the rows of a weight, where those are more: then it is the weights that stay with the
/// thread that steps them, and the smaller input that all read.
void product(const float* left, const float* right, bool right_transposed, const float* start, Index depth,
             Matrix& result) {
  const ProductTask task{left, right, start, result.data(), depth, result.cols(), right_transposed};
  const auto work = product_table().product;
  if (right_transposed && task.columns > result.rows())
    parallel_for(task.columns, kWeightsOfAThread,
                 [&](Index first, Index last) { work(task, {0, result.rows()}, {first, last}); });
  else
    parallel_for(result.rows(), kRowsOfAThread,
                 [&](Index first, Index last) { work(task, {first, last}, {0, task.columns}); });
}

}  // namespace

template <typename Scalar>
void linear_forward(const BasicMatrixView<Scalar>& input, const BasicMatrix<Scalar>& weight,
                    const BasicMatrix<Scalar>& bias, BasicMatrix<Scalar>& output) {
  output.resize(input.rows(), weight.rows());
  if constexpr (kIsFloat<Scalar>) {
    product(input.data(), weight.data(), true, bias.size() > 0 ? bias.data() : nullptr, input.cols(), output);
  } else {
    output.noalias() = input * weight.transpose();
    if (bias.size() > 0) output.rowwise() += bias.row(0);
  }
}

template <typename Scalar>
void linear_parameter_grad(const BasicMatrixView<Scalar>& input, const BasicMatrixView<Scalar>& output_grad,
                           BasicMatrix<Scalar>& weight_grad, BasicMatrix<Scalar>& bias_grad) {
  if constexpr (kIsFloat<Scalar>) {
    const TransposedProductTask task{input.data(), output_grad.data(), weight_grad.data(),
                                     input.rows(), input.cols(),       output_grad.cols()};
    const auto work = product_table().transposed_product;
    // By rows, as SGD's steps are. Few of them are split by columns, although the threads then meet in one
    // cache line at the end of each row.
    if (weight_grad.rows() >= 2 * kWeightsOfAThread)
      parallel_for(weight_grad.rows(), kWeightsOfAThread,
                   [&](Index first, Index last) { work(task, {first, last}, {0, task.left_columns}); });
    else
      parallel_for(weight_grad.cols(), kColumnGrain,
                   [&](Index first, Index last) { work(task, {0, task.right_columns}, {first, last}); });
  } else {
    weight_grad.noalias() = output_grad.transpose() * input;
  }
  if (bias_grad.size() == 0) return;
  bias_grad.setZero();  // Eigen's colwise().sum() adds in an order of its own
  for (Index i = 0; i < output_grad.rows(); ++i) bias_grad += output_grad.row(i);
}

template <typename Scalar>
void linear_input_grad(const BasicMatrixView<Scalar>& output_grad, const BasicMatrix<Scalar>& weight,
                       BasicMatrix<Scalar>& input_grad) {
  input_grad.resize(output_grad.rows(), weight.cols());
  if constexpr (kIsFloat<Scalar>)
    product(output_grad.data(), weight.data(), false, nullptr, output_grad.cols(), input_grad);
  else
    input_grad.noalias() = output_grad * weight;
}

#define INKLING_INSTANTIATE(Scalar)                                                                   \
  template void linear_forward(const BasicMatrixView<Scalar>&, const BasicMatrix<Scalar>&,            \
                               const BasicMatrix<Scalar>&, BasicMatrix<Scalar>&);                     \
  template void linear_parameter_grad(const BasicMatrixView<Scalar>&, const BasicMatrixView<Scalar>&, \
                                      BasicMatrix<Scalar>&, BasicMatrix<Scalar>&);                    \
  template void linear_input_grad(const BasicMatrixView<Scalar>&, const BasicMatrix<Scalar>&,         \
                                  BasicMatrix<Scalar>&);
INKLING_INSTANTIATE(float)
INKLING_INSTANTIATE(double)
#undef INKLING_INSTANTIATE

}  // namespace inkling::kernels
