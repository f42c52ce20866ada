// What a stroke looks like to its neighbours: how far it reaches to either side at each height.
#pragma once

#include <array>
#include <cstddef>

#include "inkling/ink/bounds.hpp"
#include "inkling/ink/stroke.hpp"

namespace inkling {

/// A drawing's height cut into rows, in the units of its points.
struct Rows {
  static constexpr std::size_t kCount = 64;
  Bounds extent;

  /// The row that holds y; what lies outside belongs to the first or the last. A drawing without height is
  /// all in the first.
  [[nodiscard]] std::size_t at(double y) const;
};

/// Of one stroke or of several: the box around them, and from where to where they reach in each row.
struct Outline {
  Bounds x;
  Bounds y;
  std::array<Bounds, Rows::kCount> rows;

  void add(const Outline& other);
  [[nodiscard]] double longer_side() const { return std::max(x.size(), y.size()); }
};

/// The outline of the line through the stroke's points, without the width of a pen. Points are to be finite.
Outline outline_of(const Stroke& stroke, const Rows& rows);

}  // namespace inkling
