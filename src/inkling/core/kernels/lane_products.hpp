// The products of a fully connected layer, written once for any width of vector.
//
// What is fast here. Four out of five pixels are 0, and so is half of what ReLU gives: each row of the left
// factor becomes a list of its nonzero numbers, and only for those a row of the right factor is added up. The
// right factor is cut into panels that stay in the L1 cache, copied so that their rows follow one another,
// because rows a power of two apart would push each other out of it.
//
// What is fixed here. Every number of the result is one sum, term by term in ascending order of depth, and
// each lane of a vector holds another number of the result. So the width of the vectors, the sizes of the
// blocks and the share of the rows that a thread takes change nothing, to the bit. Nor does leaving out terms
// that are 0: a sum that began with a number other than -0 is the same without them. Only where the other
// factor is infinite or NaN does it hide one, and then the bias's gradient and the loss show it.
#pragma once

#include "inkling/core/kernels/product_table.hpp"
#include "inkling/core/kernels/term_lists.hpp"
#include "inkling/core/kernels/transpose.hpp"

namespace inkling::kernels {
namespace {

/// Where sums begin: a row for each, or with a stride of 0 one row for all.
struct Start {
  const float* rows;
  std::int64_t stride;
};

/// sums(i, :) = start(i, :) + Σ value · row, over list first + i. One function for each number of vectors, so
/// that the sums stay in registers; not inlined, because V8 gives a small function better code than a part of
/// a large one.
template <int Lanes, int Vectors>
[[gnu::noinline]] void add_lists(const TermLists& lists, std::int64_t first, std::int64_t count,
                                 const float* panel, Start start, float* sums, std::int64_t stride) {
  for (std::int64_t i = 0; i < count; ++i, sums += stride, start.rows += start.stride) {
    Vector<Lanes> sum[std::size_t{Vectors}];
    for (int v = 0; v < Vectors; ++v) sum[v] = load<Lanes>(start.rows + v * Lanes);
    const std::uint32_t end = lists.starts[first + i + 1];
    for (std::uint32_t term = lists.starts[first + i]; term != end; ++term) {
      const float* const row = panel + lists.offsets[term];
      const Vector<Lanes> value = splat<Lanes>(lists.values[term]);
      for (int v = 0; v < Vectors; ++v) sum[v] += value * load<Lanes>(row + v * Lanes);
    }
    for (int v = 0; v < Vectors; ++v) store<Lanes>(sums + v * Lanes, sum[v]);
  }
}

template <int Lanes>
void add_whole_vectors(std::int64_t vectors, const TermLists& lists, std::int64_t first, std::int64_t count,
                       const float* panel, Start start, float* sums, std::int64_t stride) {
  switch (vectors) {
    case 1:
      return add_lists<Lanes, 1>(lists, first, count, panel, start, sums, stride);
    case 2:
      return add_lists<Lanes, 2>(lists, first, count, panel, start, sums, stride);
    case 3:
      return add_lists<Lanes, 3>(lists, first, count, panel, start, sums, stride);
    case 4:
      return add_lists<Lanes, 4>(lists, first, count, panel, start, sums, stride);
    case 5:
      return add_lists<Lanes, 5>(lists, first, count, panel, start, sums, stride);
    case 6:
      return add_lists<Lanes, 6>(lists, first, count, panel, start, sums, stride);
    case 7:
      return add_lists<Lanes, 7>(lists, first, count, panel, start, sums, stride);
    default:
      return add_lists<Lanes, Blocks<Lanes>::kVectors>(lists, first, count, panel, start, sums, stride);
  }
}

/// to[0 … columns) = from[0 … columns), and 0 up to the next whole vector.
template <int Lanes>
inline void copy_padded(const float* from, std::int64_t columns, float* to) {
  std::int64_t j = 0;
  for (; j + Lanes <= columns; j += Lanes) store<Lanes>(to + j, load<Lanes>(from + j));
  if (j == columns) return;
  store<Lanes>(to + j, Vector<Lanes>{});
  for (; j < columns; ++j) to[j] = from[j];
}

inline constexpr std::int64_t kTileRows = 16;

/// For any number of columns of one panel. Where the last vector is not whole, the sums come from and go to
/// their rows by way of a tile that has room for it.
template <int Lanes>
void add_panel(std::int64_t columns, const TermLists& lists, std::int64_t count, const float* panel,
               Start start, float* sums, std::int64_t stride) {
  const std::int64_t vectors = (columns + Lanes - 1) / Lanes;
  const std::int64_t width = vectors * Lanes;
  if (width == columns) return add_whole_vectors<Lanes>(vectors, lists, 0, count, panel, start, sums, stride);
  alignas(64) float tile[std::size_t{kTileRows * Blocks<Lanes>::kPanelColumns}];
  for (std::int64_t i = 0; i < count; i += kTileRows) {
    const std::int64_t rows = std::min(kTileRows, count - i);
    for (std::int64_t r = 0; r < rows; ++r)
      copy_padded<Lanes>(start.rows + (i + r) * start.stride, columns, tile + r * width);
    add_whole_vectors<Lanes>(vectors, lists, i, rows, panel, {tile, width}, tile, width);
    for (std::int64_t r = 0; r < rows; ++r) std::copy_n(tile + r * width, columns, sums + (i + r) * stride);
  }
}

/// panel(k, j) = from(k, j), its rows filled up to whole vectors with 0.
template <int Lanes>
void copy_panel(const float* from, std::int64_t stride, std::int64_t depth, std::int64_t columns,
                float* panel) {
  for (std::int64_t k = 0; k < depth; ++k, from += stride, panel += Blocks<Lanes>::kPanelColumns)
    copy_padded<Lanes>(from, columns, panel);
}

/// panel(k, j) = from(j, k), likewise.
template <int Lanes>
void copy_panel_transposed(const float* from, std::int64_t stride, std::int64_t depth, std::int64_t columns,
                           float* panel) {
  constexpr std::int64_t kRow = Blocks<Lanes>::kPanelColumns;
  if (columns % Lanes != 0)
    for (std::int64_t k = 0; k < depth; ++k)
      store<Lanes>(panel + k * kRow + columns / Lanes * Lanes, Vector<Lanes>{});
  transpose(from, stride, columns, depth, panel, kRow);
}

/// These rows and columns of result = start + left · right, or left · rightᵀ.
template <int Lanes>
void product(const ProductTask& task, Span rows, Span columns) {
  constexpr std::int64_t kDepth = Blocks<Lanes>::kPanelDepth;
  constexpr std::int64_t kRows = std::min(kTerms / kDepth, kMaxLists);
  TermLists lists;
  alignas(64) float panel[std::size_t{kDepth * Blocks<Lanes>::kPanelColumns}];
  alignas(64) float start[std::size_t{Blocks<Lanes>::kPanelColumns}] = {};
  const Panels<Lanes> panels(columns);
  for (std::int64_t k = 0; k == 0 || k < task.depth; k += kDepth) {  // once also where there is no depth
    const std::int64_t depth = std::min(kDepth, task.depth - k);
    for (std::int64_t i = rows.first; i < rows.last; i += kRows) {
      const std::int64_t count = std::min(kRows, rows.last - i);
      list_rows<Lanes>(task.left + i * task.depth + k, task.depth, 0, count, depth, lists, 0);
      for (std::int64_t p = 0; p < panels.count; ++p) {
        const auto [j, width] = panels.columns_of(p);
        if (task.right_transposed)
          copy_panel_transposed<Lanes>(task.right + j * task.depth + k, task.depth, depth, width, panel);
        else
          copy_panel<Lanes>(task.right + k * task.columns + j, task.columns, depth, width, panel);
        if (k == 0 && task.start != nullptr) copy_padded<Lanes>(task.start + j, width, start);
        float* const result = task.result + i * task.columns + j;
        add_panel<Lanes>(width, lists, count, panel, k == 0 ? Start{start, 0} : Start{result, task.columns},
                         result, task.columns);
      }
    }
  }
}

/// These rows and columns of result = rightᵀ · left. Computed as its transpose, tile by tile, because it is
/// the left factor that has the zeros.
template <int Lanes>
void transposed_product(const TransposedProductTask& task, Span rows, Span columns) {
  constexpr std::int64_t kWidth = Blocks<Lanes>::kPanelColumns;
  TermLists lists;
  alignas(64) float panel[std::size_t{kTurn * kWidth}];
  alignas(64) float tile[std::size_t{kTileRows * kWidth}];
  alignas(64) static constexpr float kZeros[std::size_t{kWidth}] = {};
  const Panels<Lanes> panels(rows);
  for (std::int64_t k = columns.first; k < columns.last; k += kMaxLists) {
    const std::int64_t group = std::min(kMaxLists, columns.last - k);
    for (std::int64_t n = 0; n == 0 || n < task.depth; n += kTurn) {
      const std::int64_t depth = std::min(kTurn, task.depth - n);
      list_columns<Lanes>(task.left + n * task.left_columns + k, task.left_columns, group, depth, lists);
      for (std::int64_t p = 0; p < panels.count; ++p) {
        const auto [j, width] = panels.columns_of(p);
        const std::int64_t vectors = (width + Lanes - 1) / Lanes;
        copy_panel<Lanes>(task.right + n * task.right_columns + j, task.right_columns, depth, width, panel);
        for (std::int64_t t = 0; t < group; t += kTileRows) {
          const std::int64_t count = std::min(kTileRows, group - t);
          float* const result = task.result + j * task.left_columns + k + t;
          if (n != 0) transpose(result, task.left_columns, width, count, tile, kWidth);
          add_whole_vectors<Lanes>(vectors, lists, t, count, panel,
                                   n == 0 ? Start{kZeros, 0} : Start{tile, kWidth}, tile, kWidth);
          transpose(tile, kWidth, count, width, result, task.left_columns);
        }
      }
    }
  }
}

}  // namespace
}  // namespace inkling::kernels
