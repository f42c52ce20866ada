// From strokes to the image that MNIST would have made of them.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "inkling/ink/digit_image.hpp"
#include "inkling/ink/rasterize.hpp"
#include "inkling/ink/stroke.hpp"

namespace inkling {

struct RenderOptions {
  double canvas_size = 0;     ///< longer side of the drawing area, in the units of the points; to be given
  double stroke_width = 2.5;  ///< pixels of MNIST's 28; taken into 1.7..4, where most of its strokes are
  Frame frame = {};           ///< of the image; box and pen grow and shrink with it
};

/// Of the canvas: a drawing smaller than that is a dot.
inline constexpr double kDotShare = 0.04;

/// More points than anybody draws; above it render() refuses.
inline constexpr std::size_t kMaxPoints = 1'000'000;

/// Strokes fitted into the box: what rasterize() draws.
struct NormalizedStrokes {
  std::vector<Polyline> lines;
  double width = 0;
  int side = 0;
};

/// The way of render() up to the box of Frame::box_side() pixels.
std::optional<NormalizedStrokes> normalize(const Drawing& drawing, const RenderOptions& options);

/// Draws the strokes as MNIST's digits were prepared: the drawing's longer side fills a box of 20 pixels, the
/// width of the pen included, and the box's centre of mass goes to the middle of the image. So neither the
/// size of the canvas nor the drawing's place and size on it matter, and nor does the pen's. A drawing
/// smaller than kDotShare of the canvas is a dot: it stays as small as it is beside the canvas. Points beyond
/// the canvas count like any other.
///
/// Nothing if there is no point at all. Error E_INK_CANVAS (size not finite or not above 0), E_INK_WIDTH (not
/// finite), E_INK_SIZE (more than kMaxPoints points), E_INK_POINT (a coordinate that is not finite).
std::optional<DigitImage> render(const Drawing& drawing, const RenderOptions& options);

}  // namespace inkling
