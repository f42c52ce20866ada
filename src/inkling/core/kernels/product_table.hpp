// The products of lane_products.hpp as a table of functions, one table for each width of vectors.
#pragma once

#include <cstdint>
#include <span>

namespace inkling::kernels {

/// result = start + left · right, all of them row-major, without gaps.
struct ProductTask {
  const float* left;   ///< (rows, depth)
  const float* right;  ///< (depth, columns), or (columns, depth) if transposed
  const float* start;  ///< (columns), with which every row's sums begin, or null for 0
  float* result;       ///< (rows, columns)
  std::int64_t depth;
  std::int64_t columns;
  bool right_transposed;
};

/// result = rightᵀ · left, row-major, without gaps.
struct TransposedProductTask {
  const float* left;   ///< (depth, left_columns)
  const float* right;  ///< (depth, right_columns)
  float* result;       ///< (right_columns, left_columns)
  std::int64_t depth;
  std::int64_t left_columns;
  std::int64_t right_columns;
};

/// first … last - 1.
struct Span {
  std::int64_t first;
  std::int64_t last;
};

/// All tables give the same bits. The functions neither allocate nor throw; they take 170 KiB of stack.
struct ProductTable {
  const char* name;  ///< "portable", "AVX2", "AVX-512"
  int lanes;         ///< floats in a vector
  /// These rows and columns of the result.
  void (*product)(const ProductTask& task, Span rows, Span columns);
  void (*transposed_product)(const TransposedProductTask& task, Span rows, Span columns);
};

/// Those that this processor can run, the narrowest and most portable first.
std::span<const ProductTable> product_tables();

/// The one in use: the widest, unless use_product_table() chose another.
const ProductTable& product_table();

/// For tests and comparisons; not while another thread computes. `table` is one of product_tables().
void use_product_table(const ProductTable& table);

}  // namespace inkling::kernels
