// What a Session reads in drawings and pictures, in JavaScript's types.
#pragma once

#include "bindings/adapters.hpp"

namespace inkling::bindings {

EMSCRIPTEN_DECLARE_VAL_TYPE(ReadingName)
EMSCRIPTEN_DECLARE_VAL_TYPE(Pixels)
EMSCRIPTEN_DECLARE_VAL_TYPE(ReaderName)
EMSCRIPTEN_DECLARE_VAL_TYPE(DigitReadings)
EMSCRIPTEN_DECLARE_VAL_TYPE(MaybeBoolean)

struct JsDigitReading {
  int label = 0;
  Float32Array probabilities{emscripten::val::undefined()};
  Uint8Array image{emscripten::val::undefined()};
  double rows = 0;
  double columns = 0;
  Uint32Array strokes{emscripten::val::undefined()};
  MaybeBoolean isDigit{emscripten::val::null()};  ///< null without a calibration that can tell
  MaybeNumber digitScore{emscripten::val::null()};
  ReaderName reader{emscripten::val::undefined()};
};

/// Of the whole drawing as one image, and of each digit in it.
struct JsPrediction {
  int label = -1;  ///< -1, and the arrays empty, if nothing was drawn
  Float32Array probabilities{emscripten::val::undefined()};
  Uint8Array image{emscripten::val::undefined()};
  double rows = 0;  ///< of the image
  double columns = 0;
  MaybeBoolean isDigit{emscripten::val::null()};  ///< null without a calibration that can tell
  MaybeNumber digitScore{emscripten::val::null()};
  ReaderName reader{emscripten::val::undefined()};
  Text number{emscripten::val::undefined()};
  DigitReadings digits{emscripten::val::undefined()};
};

struct JsPixelPredictions {
  Int32Array labels{emscripten::val::undefined()};
  Float32Array probabilities{emscripten::val::undefined()};
};

/// Strokes as they cross the border: x, y, x, y, … and the points of each stroke. `where` names the
/// arguments. Error E_API_TYPE, E_API_TOOBIG, E_API_LENGTH.
Drawing drawing_in(const Float32Array& points, const Uint32Array& stroke_lengths, const char* where);

void set_reader(Session& session, const Text& hash, const Text& name, const Uint8Array& bytes);
JsPrediction predict(Session& session, const Float32Array& points, const Uint32Array& stroke_lengths,
                     double canvas_size);
JsPrediction predict_image(Session& session, const Uint8Array& pixels, double width, double height,
                           const ReadingName& reading);
JsPixelPredictions predict_pixels(Session& session, const Pixels& pixels);

}  // namespace inkling::bindings
