// What is told of a drawing beside what it is read as, in JavaScript's types. The network takes no part.
#pragma once

#include <optional>

#include "bindings/prediction_adapters.hpp"

namespace inkling::bindings {

EMSCRIPTEN_DECLARE_VAL_TYPE(HintKindName)

struct JsDrawingHint {
  HintKindName kind{emscripten::val::undefined()};
  double value = 0;
};

/// Square pictures but the last, which is rows × columns.
struct JsRenderStages {
  double paperSide = 0;  ///< of paper and box
  Uint8Array paper{emscripten::val::undefined()};
  Uint8Array box{emscripten::val::undefined()};
  double fittedSide = 0;
  Uint8Array fitted{emscripten::val::undefined()};
  Uint8Array placed{emscripten::val::undefined()};
};

/// drawing_hint(): `image` is what the network saw of the strokes, or of a picture, which has none.
std::optional<JsDrawingHint> drawing_hint(const Session& session, const Float32Array& points,
                                          const Uint32Array& stroke_lengths, double canvas_size,
                                          const Uint8Array& image, double rows, double columns);

/// render_stages() for an image of rows × columns.
std::optional<JsRenderStages> render_stages(const Session& session, const Float32Array& points,
                                            const Uint32Array& stroke_lengths, double canvas_size,
                                            double pen_width, double rows, double columns);

}  // namespace inkling::bindings
