#include "bindings/ink_adapters.hpp"

#include <cmath>

#include "inkling/ink/drawing_hint.hpp"
#include "inkling/ink/render_stages.hpp"

namespace inkling::bindings {
namespace {

using emscripten::val;

constexpr double kLongestSide = 4096;

Frame frame_of(double rows, double columns, const char* where) {
  const auto is_side = [](double side) {
    return side >= 1 && side <= kLongestSide && side == std::floor(side);
  };
  INKLING_REQUIRE(is_side(rows) && is_side(columns), "E_API_SHAPE", where,
                  text("whole numbers from 1 to ", kLongestSide, " as rows and columns"),
                  text(rows, " × ", columns));
  return {static_cast<Index>(rows), static_cast<Index>(columns)};
}

const char* name_of(DrawingHint::Kind kind) {
  switch (kind) {
    case DrawingHint::Kind::dot:
      return "dot";
    case DrawingHint::Kind::small:
      return "small";
    case DrawingHint::Kind::cut_off:
      return "cut-off";
    case DrawingHint::Kind::little_ink:
      return "little-ink";
    case DrawingHint::Kind::much_ink:
      return "much-ink";
    case DrawingHint::Kind::apart:
      return "apart";
    case DrawingHint::Kind::flat:
      return "flat";
    case DrawingHint::Kind::thin:
      return "thin";
    case DrawingHint::Kind::thick:
      break;
  }
  return "thick";
}

}  // namespace

std::optional<JsDrawingHint> drawing_hint(const Session& /*session*/, const Float32Array& points,
                                          const Uint32Array& stroke_lengths, double canvas_size,
                                          const Uint8Array& image, double rows, double columns) {
  constexpr const char* kWhere = "drawingHint(image)";
  INKLING_REQUIRE(canvas_size > 0, "E_INK_CANVAS", "drawingHint(canvasSize)", "a canvas size above 0",
                  text(canvas_size));
  DigitImage seen = {.frame = frame_of(rows, columns, kWhere),
                     .pixels = copy_in<std::uint8_t>(image, "Uint8Array", kWhere)};
  const auto size = static_cast<std::size_t>(seen.frame.rows * seen.frame.columns);
  INKLING_REQUIRE(seen.pixels.size() == size, "E_API_LENGTH", kWhere, text(size, " grey levels"),
                  text(seen.pixels.size()));
  const Drawing drawing = drawing_in(points, stroke_lengths, "drawingHint(points, strokeLengths)");
  const std::optional<DrawingHint> hint = inkling::drawing_hint(drawing, canvas_size, seen);
  if (!hint) return std::nullopt;
  return JsDrawingHint{.kind = HintKindName(val(name_of(hint->kind))), .value = hint->value};
}

std::optional<JsRenderStages> render_stages(const Session& /*session*/, const Float32Array& points,
                                            const Uint32Array& stroke_lengths, double canvas_size,
                                            double pen_width, double rows, double columns) {
  const std::optional<RenderStages> stages = inkling::render_stages(
      drawing_in(points, stroke_lengths, "renderStages(points, strokeLengths)"), pen_width,
      {.canvas_size = canvas_size, .frame = frame_of(rows, columns, "renderStages(rows, columns)")});
  if (!stages) return std::nullopt;
  const auto& [paper, box, fitted, placed] = *stages;
  return JsRenderStages{.paperSide = static_cast<double>(paper.side),
                        .paper = copy_out<Uint8Array, std::uint8_t>(paper.pixels),
                        .box = copy_out<Uint8Array, std::uint8_t>(box.pixels),
                        .fittedSide = static_cast<double>(fitted.side),
                        .fitted = copy_out<Uint8Array, std::uint8_t>(fitted.pixels),
                        .placed = copy_out<Uint8Array, std::uint8_t>(placed.pixels)};
}

}  // namespace inkling::bindings
