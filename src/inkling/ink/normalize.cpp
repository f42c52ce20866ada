#include "inkling/ink/normalize.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "inkling/core/error.hpp"
#include "inkling/ink/bounds.hpp"
#include "inkling/ink/rasterize.hpp"

namespace inkling {
namespace {

constexpr double kThinnest = 1.7;
constexpr double kThickest = 4.0;

void check(const Drawing& drawing, const RenderOptions& options) {
  INKLING_REQUIRE(std::isfinite(options.canvas_size) && options.canvas_size > 0, "E_INK_CANVAS", "render",
                  "a canvas size above 0", text(options.canvas_size), "");
  INKLING_REQUIRE(std::isfinite(options.stroke_width), "E_INK_WIDTH", "render", "a finite stroke width",
                  text(options.stroke_width), "");
  std::size_t points = 0;
  for (const Stroke& stroke : drawing) points += stroke.size();
  INKLING_REQUIRE(points <= kMaxPoints, "E_INK_SIZE", "render", text("at most ", kMaxPoints, " points"),
                  text(points, " points"), "");
  for (std::size_t i = 0; i < drawing.size(); ++i) {
    for (std::size_t j = 0; j < drawing[i].size(); ++j) {
      const Point& p = drawing[i][j];
      INKLING_REQUIRE(std::isfinite(p.x) && std::isfinite(p.y), "E_INK_POINT",
                      text("drawing[", i, "][", j, "]"), "finite coordinates", text("(", p.x, ", ", p.y, ")"),
                      "");
    }
  }
}

/// The stroke around the centre of the drawing, divided by `unit` and multiplied by `side`. Divided first,
/// since a scale of side / unit could overflow.
Polyline place(const Stroke& stroke, double center_x, double center_y, double unit, double side) {
  Polyline line;
  line.reserve(stroke.size());
  for (const Point& p : stroke) {
    line.push_back({(p.x - center_x) / unit * side, (p.y - center_y) / unit * side});
  }
  return line;
}

}  // namespace

std::optional<NormalizedStrokes> normalize(const Drawing& drawing, const RenderOptions& options) {
  check(drawing, options);
  Bounds x;
  Bounds y;
  for (const Stroke& stroke : drawing) {
    for (const Point& p : stroke) {
      x.add(p.x);
      y.add(p.y);
    }
  }
  if (x.empty()) return std::nullopt;

  const double longer = std::max(x.size(), y.size());
  const bool is_dot = longer == 0 || longer < kDotShare * options.canvas_size;
  const double unit = is_dot ? options.canvas_size : longer;
  const int box = options.frame.box_side();
  const double width = std::clamp(options.stroke_width, kThinnest, kThickest) * box / kBoxSide;
  std::vector<Polyline> lines;
  for (const Stroke& stroke : drawing) {
    lines.push_back(place(stroke, x.center(), y.center(), unit, box - width));
  }
  return NormalizedStrokes{std::move(lines), width, box};
}

std::optional<DigitImage> render(const Drawing& drawing, const RenderOptions& options) {
  const std::optional<NormalizedStrokes> fitted = normalize(drawing, options);
  if (!fitted) return std::nullopt;
  return place_in_frame(rasterize(fitted->lines, fitted->width, fitted->side), options.frame);
}

}  // namespace inkling
