#include "inkling/ink/render_stages.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "inkling/core/error.hpp"
#include "inkling/ink/bounds.hpp"
#include "inkling/ink/rasterize.hpp"

namespace inkling {
namespace {

/// The square of the paper with this middle and this side, as a picture.
SquareImage view(const Drawing& drawing, double pen_width, double middle_x, double middle_y, double side) {
  constexpr int kSide = RenderStages::kPaperSide;
  std::vector<Polyline> lines;
  for (const Stroke& stroke : drawing) {
    Polyline& line = lines.emplace_back();
    for (const Point& p : stroke)
      line.push_back({(p.x - middle_x) / side * kSide, (p.y - middle_y) / side * kSide});
  }
  SquareImage image = {kSide, {}};
  for (const double covered : rasterize(lines, pen_width / side * kSide, kSide))
    image.pixels.push_back(static_cast<std::uint8_t>(covered * 255 + 0.5));
  return image;
}

}  // namespace

std::optional<RenderStages> render_stages(const Drawing& drawing, double pen_width,
                                          const RenderOptions& options) {
  INKLING_REQUIRE(std::isfinite(pen_width) && pen_width > 0, "E_INK_WIDTH", "render_stages",
                  "a pen width above 0", text(pen_width), "");
  const std::optional<NormalizedStrokes> fitted = normalize(drawing, options);
  if (!fitted) return std::nullopt;
  const std::vector<double> box = rasterize(fitted->lines, fitted->width, fitted->side);
  std::optional<DigitImage> placed = place_in_frame(box, options.frame);
  if (!placed) return std::nullopt;

  Bounds x;
  Bounds y;
  for (const Stroke& stroke : drawing) {
    for (const Point& p : stroke) {
      x.add(p.x);
      y.add(p.y);
    }
  }
  const double middle = options.canvas_size / 2;
  const double longer = std::max(x.size(), y.size()) + pen_width;
  return RenderStages{.paper = view(drawing, pen_width, middle, middle, options.canvas_size),
                      .box = view(drawing, pen_width, x.center(), y.center(), longer),
                      .fitted = {fitted->side, stretched(box)},
                      .placed = *std::move(placed)};
}

}  // namespace inkling
