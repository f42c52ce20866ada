// Session's corrections in JavaScript's types.
#pragma once

#include "bindings/adapters.hpp"

namespace inkling::bindings {

EMSCRIPTEN_DECLARE_VAL_TYPE(CorrectionPhaseName)

struct JsCorrectionProgress {
  CorrectionPhaseName phase{emscripten::val::undefined()};
  double step = 0;
  double ownCorrect = 0;
  double fraction = 0;
};

struct JsCorrectionResult {
  double ownCount = 0;
  double testCount = 0;
  CorrectionReading before;
  CorrectionReading after;
  double steps = 0;
  bool learnt = false;
  Uint32Array lost{emscripten::val::undefined()};
  Uint32Array won{emscripten::val::undefined()};
};

struct JsCorrectionCount {
  double made = 0;
  double undoable = 0;
};

void begin_correction(Session& session, const Uint8Array& pixels, const Uint8Array& labels);
JsCorrectionProgress advance_correction(Session& session);
void cancel_correction(Session& session);
JsCorrectionResult correction_result(const Session& session);
JsRunConfig undo_correction(Session& session);
JsCorrectionCount corrections(const Session& session);

}  // namespace inkling::bindings
