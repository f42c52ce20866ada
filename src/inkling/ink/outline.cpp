#include "inkling/ink/outline.hpp"

#include <algorithm>

namespace inkling {
namespace {

/// Adds the part of the line from `a` to `b` that lies in each row.
void add_line(Outline& outline, const Point& a, const Point& b, const Rows& rows) {
  const Point& upper = a.y <= b.y ? a : b;
  const Point& lower = a.y <= b.y ? b : a;
  const double height = double{lower.y} - upper.y;
  const double row_height = rows.extent.size() / Rows::kCount;
  const auto x_at = [&](double y) {
    const double share = height > 0 ? std::clamp((y - upper.y) / height, 0.0, 1.0) : 1.0;
    return upper.x + share * (double{lower.x} - upper.x);
  };
  const std::size_t first = rows.at(upper.y);
  const std::size_t last = rows.at(lower.y);
  outline.rows[first].add(upper.x);
  outline.rows[last].add(lower.x);
  for (std::size_t row = first; row < last; ++row) {
    const double x = x_at(rows.extent.low + static_cast<double>(row + 1) * row_height);
    outline.rows[row].add(x);
    outline.rows[row + 1].add(x);
  }
}

}  // namespace

std::size_t Rows::at(double y) const {
  if (!(extent.size() > 0)) return 0;
  const double row = (y - extent.low) / extent.size() * static_cast<double>(kCount);
  return static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(kCount - 1)));
}

void Outline::add(const Outline& other) {
  x.add(other.x);
  y.add(other.y);
  for (std::size_t row = 0; row < rows.size(); ++row) rows[row].add(other.rows[row]);
}

Outline outline_of(const Stroke& stroke, const Rows& rows) {
  Outline outline;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    outline.x.add(stroke[i].x);
    outline.y.add(stroke[i].y);
    add_line(outline, stroke[i > 0 ? i - 1 : 0], stroke[i], rows);
  }
  return outline;
}

}  // namespace inkling
