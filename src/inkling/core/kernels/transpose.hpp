// Turning blocks of matrices, four rows by four columns at a time.
#pragma once

#include "inkling/core/kernels/lanes.hpp"

namespace inkling::kernels {
namespace {

/// to(j, i) = from(i, j) for i, j < 4.
inline void transpose_4x4(const float* from, std::int64_t from_stride, float* to, std::int64_t to_stride) {
  const Vector<4> a = load<4>(from);
  const Vector<4> b = load<4>(from + from_stride);
  const Vector<4> c = load<4>(from + 2 * from_stride);
  const Vector<4> d = load<4>(from + 3 * from_stride);
  const Vector<4> ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const Vector<4> ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Vector<4> cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const Vector<4> cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store<4>(to, __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5));
  store<4>(to + to_stride, __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7));
  store<4>(to + 2 * to_stride, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
  store<4>(to + 3 * to_stride, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
}

/// to(j, i) = from(i, j) for i < rows, j < columns.
[[gnu::noinline]] inline void transpose(const float* from, std::int64_t from_stride, std::int64_t rows,
                                        std::int64_t columns, float* to, std::int64_t to_stride) {
  const std::int64_t whole_rows = rows / 4 * 4;
  const std::int64_t whole_columns = columns / 4 * 4;
  for (std::int64_t i = 0; i < whole_rows; i += 4)
    for (std::int64_t j = 0; j < whole_columns; j += 4)
      transpose_4x4(from + i * from_stride + j, from_stride, to + j * to_stride + i, to_stride);
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = i < whole_rows ? whole_columns : 0; j < columns; ++j)
      to[j * to_stride + i] = from[i * from_stride + j];
}

}  // namespace
}  // namespace inkling::kernels
