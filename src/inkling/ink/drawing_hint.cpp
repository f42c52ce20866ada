#include "inkling/ink/drawing_hint.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "inkling/ink/bounds.hpp"
#include "inkling/ink/normalize.hpp"

namespace inkling {
namespace {

using Kind = DrawingHint::Kind;

constexpr double kSmallShare = 0.1;

// Of 28 × 28.
constexpr double kLeastInk = 28;
constexpr double kMostInk = 228;
constexpr double kWidestGapDown = 4;
constexpr double kWidestGapAcross = 9;
constexpr double kFlattest = 2;
constexpr double kThinnest = 1.3;
constexpr double kThickest = 5.4;

std::optional<DrawingHint> hint_of_strokes(const Drawing& drawing, double canvas_size) {
  Bounds x;
  Bounds y;
  double beyond = 0;
  for (const Stroke& stroke : drawing) {
    for (const Point& p : stroke) {
      x.add(p.x);
      y.add(p.y);
      if (std::min(p.x, p.y) <= 0 || std::max(p.x, p.y) >= canvas_size) ++beyond;
    }
  }
  if (x.empty()) return std::nullopt;
  const double share = std::max(x.size(), y.size()) / canvas_size;
  if (share < kDotShare) return DrawingHint{Kind::dot, share};
  if (share < kSmallShare) return DrawingHint{Kind::small, share};
  if (beyond > 0) return DrawingHint{Kind::cut_off, beyond};
  return std::nullopt;
}

/// What is measured of an image: the box around its ink, the widest empty band within it, ink and outline.
struct Extent {
  Bounds ink;
  double gap = 0;

  void add(Index at) {
    const auto place = static_cast<double>(at);
    if (!ink.empty()) gap = std::max(gap, place - ink.high - 1);
    ink.add(place);
  }
  [[nodiscard]] double size() const { return ink.size() + 1; }
};

struct Measures {
  Extent rows;
  Extent columns;
  double area = 0;     ///< in full pixels
  double outline = 0;  ///< total variation of the grey levels
};

Measures measure(const DigitImage& image) {
  const auto [rows, columns] = image.frame;
  const auto at = [&](Index row, Index column) -> double {
    const bool inside = row >= 0 && row < rows && column >= 0 && column < columns;
    return inside ? image.pixels[static_cast<std::size_t>(row * columns + column)] / 255.0 : 0;
  };
  Measures m;
  for (Index row = -1; row < rows; ++row) {
    for (Index column = -1; column < columns; ++column) {
      const double value = at(row, column);
      const double across = at(row, column + 1) - value;
      const double down = at(row + 1, column) - value;
      m.outline += std::sqrt(across * across + down * down);
      m.area += value;
      if (value > 0) m.rows.add(row);
    }
  }
  for (Index column = 0; column < columns; ++column) {
    for (Index row = 0; row < rows; ++row)
      if (at(row, column) > 0) m.columns.add(column);
  }
  return m;
}

std::optional<DrawingHint> hint_of_image(const DigitImage& image) {
  const Measures m = measure(image);
  if (!(m.area > 0)) return std::nullopt;
  const double scale = static_cast<double>(kBoxSide) / image.frame.box_side();
  const double ink = m.area * scale * scale;
  if (ink < kLeastInk) return DrawingHint{Kind::little_ink, ink};
  if (ink > kMostInk) return DrawingHint{Kind::much_ink, ink};
  const double gap_down = m.rows.gap * scale;
  if (gap_down > kWidestGapDown) return DrawingHint{Kind::apart, gap_down};
  const double gap_across = m.columns.gap * scale;
  if (gap_across > kWidestGapAcross) return DrawingHint{Kind::apart, gap_across};
  const double flatness = m.columns.size() / m.rows.size();
  if (flatness > kFlattest) return DrawingHint{Kind::flat, flatness};
  const double width = 2 * m.area / m.outline * scale;
  if (width < kThinnest) return DrawingHint{Kind::thin, width};
  if (width > kThickest) return DrawingHint{Kind::thick, width};
  return std::nullopt;
}

}  // namespace

std::optional<DrawingHint> drawing_hint(const Drawing& drawing, double canvas_size, const DigitImage& image) {
  const std::optional<DrawingHint> hint = hint_of_strokes(drawing, canvas_size);
  return hint ? hint : hint_of_image(image);
}

}  // namespace inkling
