#include <cstring>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "inkling/core/kernels/product_table.hpp"
#include "support/matrices.hpp"

using namespace inkling;
using kernels::ProductTable;
using testing::random_matrix;

namespace {

// The plain reference: one sum for each number of the result, term by term in ascending order, zeros
// included.
void add_plain(const Matrix& left, const Matrix& right, bool right_transposed, Matrix& result) {
  for (Index i = 0; i < result.rows(); ++i)
    for (Index j = 0; j < result.cols(); ++j)
      for (Index k = 0; k < left.cols(); ++k)
        result(i, j) += left(i, k) * (right_transposed ? right(j, k) : right(k, j));
}

Matrix transposed_plain(const Matrix& left, const Matrix& right) {
  Matrix result = Matrix::Zero(right.cols(), left.cols());
  for (Index i = 0; i < result.rows(); ++i)
    for (Index j = 0; j < result.cols(); ++j)
      for (Index k = 0; k < left.rows(); ++k) result(i, j) += left(k, j) * right(k, i);
  return result;
}

bool same_bits(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() &&
         std::memcmp(a.data(), b.data(), sizeof(float) * static_cast<std::size_t>(a.size())) == 0;
}

/// Numbers of which about `share` are 0, some of them -0.
Matrix sparse_matrix(Index rows, Index columns, float share, Generator& generator) {
  Matrix out = random_matrix<float>(rows, columns, generator);
  for (Index i = 0; i < out.size(); ++i)
    if (generator.uniform(0, 1) < share) out.data()[i] = generator.bernoulli(0.5) ? 0.0F : -0.0F;
  return out;
}

/// All three products of these sizes, in `table` and plainly; the result is split after `cut` rows or
/// columns.
void check_products(const ProductTable& table, Index rows, Index depth, Index columns, float zeros, Index cut,
                    Generator& generator) {
  CAPTURE(table.name, rows, depth, columns, zeros, cut);
  const Matrix left = sparse_matrix(rows, depth, zeros, generator);
  const Matrix start = random_matrix<float>(1, columns, generator);
  for (const bool right_transposed : {false, true}) {
    const Matrix right = right_transposed ? random_matrix<float>(columns, depth, generator)
                                          : random_matrix<float>(depth, columns, generator);
    for (const bool with_start : {false, true}) {
      Matrix expected = with_start ? Matrix(start.replicate(rows, 1)) : Matrix(Matrix::Zero(rows, columns));
      add_plain(left, right, right_transposed, expected);
      Matrix found = random_matrix<float>(rows, columns, generator);  // to be overwritten
      const kernels::ProductTask task{.left = left.data(),
                                      .right = right.data(),
                                      .start = with_start ? start.data() : nullptr,
                                      .result = found.data(),
                                      .depth = depth,
                                      .columns = columns,
                                      .right_transposed = right_transposed};
      const Index row = std::min(cut, rows);
      const Index column = std::min(cut, columns);
      table.product(task, {0, row}, {0, columns});
      table.product(task, {row, rows}, {0, column});
      table.product(task, {row, rows}, {column, columns});
      CHECK(same_bits(found, expected));
    }
  }
  const Matrix right = random_matrix<float>(rows, columns, generator);
  Matrix found = random_matrix<float>(columns, depth, generator);
  const kernels::TransposedProductTask task{left.data(), right.data(), found.data(), rows, depth, columns};
  const Index row = std::min(cut, columns);
  const Index column = std::min(cut, depth);
  table.transposed_product(task, {0, columns}, {0, column});
  table.transposed_product(task, {0, row}, {column, depth});
  table.transposed_product(task, {row, columns}, {column, depth});
  CHECK(same_bits(found, transposed_plain(left, right)));
}

}  // namespace

TEST_CASE("Every width of vectors gives the plain sums to the bit, over odd shapes", "[core][kernels][B3]") {
  for (const ProductTable& table : kernels::product_tables()) {
    Generator generator(1);
    for (Index n = 1; n <= 17; ++n) {
      check_products(table, n, 5, 3, 0.5F, 2, generator);
      check_products(table, 5, n, 3, 0.5F, 2, generator);
      check_products(table, 3, 5, n, 0.5F, 2, generator);
      check_products(table, n, n, n, 0, 1, generator);
      check_products(table, 18 - n, n, 18 - n, 0.8F, 16, generator);
    }
  }
}

TEST_CASE("Every width of vectors gives the plain sums to the bit, across the borders of blocks",
          "[core][kernels][B3]") {
  for (const ProductTable& table : kernels::product_tables()) {
    Generator generator(2);
    // Lists of 64 × 256 terms, panels of 28, 64 and 128 columns and 256, 128 and 64 rows, tiles of 16, turns
    // of 64.
    for (const Index n : {31, 63, 64, 65, 127, 128, 129}) {
      check_products(table, n, 40, 10, 0.2F, 32, generator);
      check_products(table, 9, n, 10, 0.2F, 48, generator);
      check_products(table, 9, 20, n, 0.2F, 5, generator);
    }
    check_products(table, 70, 257, 130, 0.5F, 33, generator);
    check_products(table, 257, 300, 29, 0, 100, generator);
    check_products(table, 65, 784, 128, 0.81F, 400, generator);
    check_products(table, 64, 256, 10, 1, 64, generator);
  }
}

TEST_CASE("Rows and columns that a product was not asked for stay as they are", "[core][kernels]") {
  for (const ProductTable& table : kernels::product_tables()) {
    CAPTURE(table.name);
    Generator generator(3);
    const Matrix left = random_matrix<float>(20, 30, generator);
    const Matrix right = random_matrix<float>(30, 7, generator);
    const Matrix before = random_matrix<float>(20, 7, generator);
    Matrix result = before;
    table.product({left.data(), right.data(), nullptr, result.data(), 30, 7, false}, {8, 12}, {2, 5});
    CHECK(same_bits(result.topRows(8), before.topRows(8)));
    CHECK(same_bits(result.bottomRows(8), before.bottomRows(8)));
    CHECK(same_bits(result.leftCols(2), before.leftCols(2)));
    CHECK(same_bits(result.rightCols(2), before.rightCols(2)));
    CHECK_FALSE(same_bits(result, before));

    const Matrix output_grad = random_matrix<float>(20, 7, generator);
    const Matrix grad_before = random_matrix<float>(7, 30, generator);
    Matrix grad = grad_before;
    table.transposed_product({left.data(), output_grad.data(), grad.data(), 20, 30, 7}, {1, 6}, {16, 20});
    CHECK(same_bits(grad.leftCols(16), grad_before.leftCols(16)));
    CHECK(same_bits(grad.rightCols(10), grad_before.rightCols(10)));
    CHECK(same_bits(grad.topRows(1), grad_before.topRows(1)));
    CHECK(same_bits(grad.bottomRows(1), grad_before.bottomRows(1)));
    CHECK_FALSE(same_bits(grad, grad_before));
  }
}

TEST_CASE("NaN and infinity among the numbers go through a product", "[core][kernels]") {
  for (const ProductTable& table : kernels::product_tables()) {
    CAPTURE(table.name);
    Matrix left = Matrix::Ones(1, 3);
    left(0, 1) = std::numeric_limits<float>::quiet_NaN();
    const Matrix right = Matrix::Ones(3, 1);
    Matrix result = Matrix::Zero(1, 1);
    table.product({left.data(), right.data(), nullptr, result.data(), 3, 1, false}, {0, 1}, {0, 1});
    CHECK(std::isnan(result(0, 0)));
    left(0, 1) = std::numeric_limits<float>::infinity();
    result.setZero();
    table.product({left.data(), right.data(), nullptr, result.data(), 3, 1, false}, {0, 1}, {0, 1});
    CHECK(std::isinf(result(0, 0)));
  }
}
