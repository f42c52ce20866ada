#include "inkling/core/kernels/products.hpp"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "support/matrices.hpp"

using namespace inkling;
using testing::random_matrix;

namespace {

// The plain reference: sums in double, one element at a time. transpose_*: the operand is read as its
// transpose.
template <typename Scalar>
BasicMatrix<Scalar> product(const BasicMatrix<Scalar>& a, bool transpose_a, const BasicMatrix<Scalar>& b,
                            bool transpose_b) {
  const Index rows = transpose_a ? a.cols() : a.rows();
  const Index depth = transpose_a ? a.rows() : a.cols();
  const Index columns = transpose_b ? b.rows() : b.cols();
  BasicMatrix<Scalar> out(rows, columns);
  for (Index i = 0; i < rows; ++i)
    for (Index j = 0; j < columns; ++j) {
      double sum = 0;
      for (Index k = 0; k < depth; ++k)
        sum += static_cast<double>(transpose_a ? a(k, i) : a(i, k)) *
               static_cast<double>(transpose_b ? b(j, k) : b(k, j));
      out(i, j) = static_cast<Scalar>(sum);
    }
  return out;
}

template <typename Scalar>
void check_close(const BasicMatrix<Scalar>& found, const BasicMatrix<Scalar>& expected, Index depth) {
  // Whatever the order of summation, the error of a dot product of numbers below 1 is at most depth
  // roundings.
  const double bound = 1.01 * static_cast<double>(depth * depth) * std::numeric_limits<Scalar>::epsilon() / 2;
  REQUIRE(found.rows() == expected.rows());
  REQUIRE(found.cols() == expected.cols());
  CHECK(static_cast<double>((found - expected).cwiseAbs().maxCoeff()) <= bound);
}

}  // namespace

TEMPLATE_TEST_CASE("The products of a linear layer agree with the plain sums over odd shapes",
                   "[core][kernels]", float, double) {
  using M = BasicMatrix<TestType>;
  Generator generator(1);
  for (const Index batch : {1, 2, 3, 7, 17, 64})
    for (const Index in : {1, 3, 4, 5, 16, 17, 33})
      for (const Index out : {1, 2, 5, 8, 10, 17}) {
        CAPTURE(batch, in, out);
        const M input = random_matrix<TestType>(batch, in, generator);
        const M weight = random_matrix<TestType>(out, in, generator);
        const M bias = random_matrix<TestType>(1, out, generator);
        const M output_grad = random_matrix<TestType>(batch, out, generator);

        M output;
        kernels::linear_forward<TestType>(input, weight, bias, output);
        M expected = product(input, false, weight, true);
        expected.rowwise() += bias.row(0);
        check_close(output, expected, in + 1);

        M weight_grad(out, in);
        M bias_grad(1, out);
        kernels::linear_parameter_grad<TestType>(input, output_grad, weight_grad, bias_grad);
        check_close(weight_grad, product(output_grad, true, input, false), batch);
        check_close(bias_grad, product(M(M::Ones(1, batch)), false, output_grad, false), batch);

        M input_grad;
        kernels::linear_input_grad<TestType>(output_grad, weight, input_grad);
        check_close(input_grad, product(output_grad, false, weight, false), out);
      }
}
