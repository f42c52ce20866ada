// The left factor of a product as lists of its nonzero numbers, and the right one as panels for them.
#pragma once

#include <algorithm>

#include "inkling/core/kernels/nonzero.hpp"
#include "inkling/core/kernels/product_table.hpp"
#include "inkling/core/kernels/transpose.hpp"

namespace inkling::kernels {
namespace {

/// Sizes of blocks.
template <int Lanes>
struct Blocks {
  /// Vectors in a row of a panel; one sum for each. V8 loads all of a row before it adds: 7 sums, 7 loads and
  /// the factor are the 15 registers that it gives out; with 8 a sum goes through memory, at half the speed.
  static constexpr std::int64_t kVectors = Lanes == 4 ? 7 : 8;
  static constexpr std::int64_t kPanelColumns = kVectors * Lanes;
  static constexpr std::int64_t kPanelDepth = 1024 / Lanes;  // a panel is 32 KiB at most, as an L1 cache is
};

inline constexpr std::int64_t kTerms = 64 * 256;  // in the lists of a block: 128 KiB
inline constexpr std::int64_t kMaxLists = 256;
inline constexpr std::int64_t kTurn = 64;  // rows and columns of the left factor that are turned at once

/// Lists of nonzero numbers of the left factor, one after the other, each with the place in the panel where
/// the row begins that it is multiplied with.
struct TermLists {
  float values[kTerms + kSlack];
  std::uint32_t offsets[kTerms + kSlack];
  std::uint32_t starts[kMaxLists + 1];  // list i is starts[i] … starts[i + 1]
};

/// Lists first … first + rows: of as many rows of `left`, over their first `depth` numbers. Gives the number
/// of terms so far. Not inlined, as add_lists().
template <int Lanes>
[[gnu::noinline]] std::uint32_t list_rows(const float* left, std::int64_t stride, std::int64_t first,
                                          std::int64_t rows, std::int64_t depth, TermLists& lists,
                                          std::uint32_t count) {
  constexpr auto kRow = static_cast<std::uint32_t>(Blocks<Lanes>::kPanelColumns);
  lists.starts[first] = count;
  for (std::int64_t r = 0; r < rows; ++r, left += stride) {
    count = append_nonzero<Lanes>(left, depth, kRow, lists.values, lists.offsets, count);
    lists.starts[first + r + 1] = count;
  }
  return count;
}

/// A list for each of the first `columns` columns of `left`, over its first `depth` rows, at most kTurn.
template <int Lanes>
void list_columns(const float* left, std::int64_t stride, std::int64_t columns, std::int64_t depth,
                  TermLists& lists) {
  alignas(64) float turned[kTurn * kTurn];
  std::uint32_t count = 0;
  for (std::int64_t k = 0; k < columns; k += kTurn) {
    const std::int64_t rows = std::min(kTurn, columns - k);
    transpose(left + k, stride, depth, rows, turned, kTurn);
    count = list_rows<Lanes>(turned, kTurn, k, rows, depth, lists, count);
  }
}

/// Where columns are cut into panels: as few as there must be, of nearly the same width, each but the last of
/// whole vectors.
template <int Lanes>
struct Panels {
  struct Columns {
    std::int64_t first;
    std::int64_t count;
  };

  explicit Panels(Span span)
      : columns(span),
        vectors((span.last - span.first + Lanes - 1) / Lanes),
        count((vectors + Blocks<Lanes>::kVectors - 1) / Blocks<Lanes>::kVectors) {}

  [[nodiscard]] Columns columns_of(std::int64_t panel) const {
    const std::int64_t first = columns.first + vectors * panel / count * Lanes;
    const std::int64_t last = columns.first + vectors * (panel + 1) / count * Lanes;
    return {first, std::min(last, columns.last) - first};
  }

  Span columns;
  std::int64_t vectors;
  std::int64_t count;
};

}  // namespace
}  // namespace inkling::kernels
