// Session's methods in JavaScript's types.
#pragma once

#include <string>

#include <emscripten/val.h>

#include "bindings/session.hpp"
#include "bindings/text_in.hpp"
#include "bindings/typed_arrays.hpp"

namespace inkling::bindings {

EMSCRIPTEN_DECLARE_VAL_TYPE(PhaseName)
EMSCRIPTEN_DECLARE_VAL_TYPE(EpochReports)
EMSCRIPTEN_DECLARE_VAL_TYPE(Counts)
EMSCRIPTEN_DECLARE_VAL_TYPE(Numbers)
EMSCRIPTEN_DECLARE_VAL_TYPE(MaybeNumber)
EMSCRIPTEN_DECLARE_VAL_TYPE(ReliabilityBins)

struct JsRunConfig {
  Text layers{emscripten::val::undefined()};
  Text activation{emscripten::val::undefined()};
  bool batchnorm = false;
  double dropout = 0;
  Text optimizer{emscripten::val::undefined()};
  double lr = 0;
  double momentum = 0;
  bool nesterov = false;
  double wd = 0;
  Text schedule{emscripten::val::undefined()};
  double batch = 0;
  double epochs = 0;
  double seed = 0;
  double train = 0;  ///< images trained on; 0 while it is not known, since the data is not there
  double augment = 0;
  double rotation = 0;  ///< the strengths that the run has, whether named or augment's
  double scale = 0;
  double shear = 0;
  double shift = 0;
  double thickness = 0;
  double elastic = 0;
  double synthetic = 0;
  Text changeable{emscripten::val::undefined()};  ///< names with commas between
  Text settings{emscripten::val::undefined()};
  Text hash{emscripten::val::undefined()};
};

struct JsLrPreview {
  Numbers epochs{emscripten::val::undefined()};
  Numbers rates{emscripten::val::undefined()};
  double first = 0;
  double peak = 0;
  double peakEpoch = 0;
  double last = 0;
};

struct JsProgress {
  PhaseName phase{emscripten::val::undefined()};  // Embind makes the object first and sets its fields then
  double epoch = 0;
  double batch = 0;
  double batches = 0;
  double step = 0;
  double batchesPerEpoch = 0;
  double loss = 0;
  double imagesPerSecond = 0;
  double threads = 1;
  std::optional<EpochReport> report;
};

struct JsCalibration {
  double temperature = 1;
  double eceBefore = 0;
  double eceAfter = 0;
  ReliabilityBins before{emscripten::val::undefined()};
  ReliabilityBins after{emscripten::val::undefined()};
  MaybeNumber declined{emscripten::val::null()};  ///< of the held-out digits; null when nothing is declined
};

JsRunConfig run_config(const Session& session);
Session* make_session();
JsRunConfig change(Session& session, const Text& fields);
JsLrPreview lr_preview(const Session& session, const Text& hash);
JsRunConfig configure(Session& session, const Text& hash);
JsProgress advance(Session& session);
void start_test(Session& session);
TestProgress advance_test(Session& session);
void start_calibration(Session& session);
CalibrationProgress advance_calibration(Session& session);
std::optional<JsCalibration> calibration(const Session& session);
Text summary(Session& session);
Text fingerprint(Session& session);
Uint8Array test_predictions(const Session& session);
Uint8Array save_model(Session& session);
Uint8Array save_small_model(Session& session);
Uint8Array parameter_vector(Session& session);
Uint8Array save_checkpoint(Session& session);
JsRunConfig restore(Session& session, const Text& name, const Uint8Array& bytes);
JsRunConfig load_model(Session& session, const Text& name, const Uint8Array& bytes);
JsProgress progress(Session& session);
EpochReports history(Session& session);
Uint8Array export_onnx(Session& session);
Text export_pytorch_script(const Session& session);

}  // namespace inkling::bindings
