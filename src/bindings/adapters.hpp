// Session's methods in JavaScript's types.
#pragma once

#include <string>

#include <emscripten/val.h>

#include "bindings/session.hpp"
#include "bindings/typed_arrays.hpp"

namespace inkling::bindings {

EMSCRIPTEN_DECLARE_VAL_TYPE(DataRoleName)
EMSCRIPTEN_DECLARE_VAL_TYPE(SetName)
EMSCRIPTEN_DECLARE_VAL_TYPE(PhaseName)
EMSCRIPTEN_DECLARE_VAL_TYPE(EpochReports)
EMSCRIPTEN_DECLARE_VAL_TYPE(Names)
EMSCRIPTEN_DECLARE_VAL_TYPE(ByteArrays)
EMSCRIPTEN_DECLARE_VAL_TYPE(Sizes)
EMSCRIPTEN_DECLARE_VAL_TYPE(Counts)
EMSCRIPTEN_DECLARE_VAL_TYPE(Numbers)
EMSCRIPTEN_DECLARE_VAL_TYPE(Warnings)
EMSCRIPTEN_DECLARE_VAL_TYPE(ReadingName)
EMSCRIPTEN_DECLARE_VAL_TYPE(Pixels)
EMSCRIPTEN_DECLARE_VAL_TYPE(ReaderName)
EMSCRIPTEN_DECLARE_VAL_TYPE(DigitReadings)
EMSCRIPTEN_DECLARE_VAL_TYPE(MaybeBoolean)
EMSCRIPTEN_DECLARE_VAL_TYPE(MaybeNumber)
EMSCRIPTEN_DECLARE_VAL_TYPE(ReliabilityBins)
/// For arguments too: of a std::string Embind takes a copy that it does not give back when the function
/// throws.
EMSCRIPTEN_DECLARE_VAL_TYPE(Text)

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

struct JsCalibration {
  double temperature = 1;
  double eceBefore = 0;
  double eceAfter = 0;
  ReliabilityBins before{emscripten::val::undefined()};
  ReliabilityBins after{emscripten::val::undefined()};
  MaybeNumber declined{emscripten::val::null()};  ///< of the held-out digits; null when nothing is declined
};

struct JsDatasetSummary {
  DataSummary counts;
  double validationCount = 0;
  Counts classCounts{emscripten::val::undefined()};
  bool ink = false;
  Text checksum{emscripten::val::undefined()};
  Warnings warnings{emscripten::val::undefined()};
};

struct JsPixelPredictions {
  Int32Array labels{emscripten::val::undefined()};
  Float32Array probabilities{emscripten::val::undefined()};
};

struct JsSample {
  int label = 0;
  Uint8Array pixels{emscripten::val::undefined()};
};

/// Strokes as they cross the border: x, y, x, y, … and the points of each stroke. `where` names the
/// arguments. Error E_API_TYPE, E_API_TOOBIG, E_API_LENGTH.
Drawing drawing_in(const Float32Array& points, const Uint32Array& stroke_lengths, const char* where);

JsRunConfig run_config(const Session& session);
Session* make_session();
void set_data(Session& session, const DataRoleName& role, const Text& name, const Uint8Array& bytes);
DataSummary data_summary(const Session& session);
/// What open_dataset() will say of files, before they are read: by their sizes and first two bytes.
void check_dataset_files(const Session& session, const Names& names, const Sizes& sizes,
                         const ByteArrays& starts);
JsDatasetSummary open_dataset(Session& session, const Names& names, const ByteArrays& files);
void close_dataset(Session& session);
Text adapted_hash(const Session& session, const Text& hash);
JsPrediction predict_image(Session& session, const Uint8Array& pixels, double width, double height,
                           const ReadingName& reading);
JsRunConfig change(Session& session, const Text& fields);
JsLrPreview lr_preview(const Session& session, const Text& hash);
JsRunConfig configure(Session& session, const Text& hash);
JsProgress advance(Session& session);
void start_test(Session& session);
TestProgress advance_test(Session& session);
void start_calibration(Session& session);
CalibrationProgress advance_calibration(Session& session);
std::optional<JsCalibration> calibration(const Session& session);
JsSample sample(const Session& session, const SetName& set, double index);
Text summary(Session& session);
Text fingerprint(Session& session);
Uint8Array test_predictions(const Session& session);
Uint8Array save_model(Session& session);
Uint8Array save_small_model(Session& session);
Uint8Array parameter_vector(Session& session);
void set_reader(Session& session, const Text& hash, const Text& name, const Uint8Array& bytes);
Uint8Array save_checkpoint(Session& session);
JsRunConfig restore(Session& session, const Text& name, const Uint8Array& bytes);
JsRunConfig load_model(Session& session, const Text& name, const Uint8Array& bytes);
JsProgress progress(Session& session);
EpochReports history(Session& session);
JsPrediction predict(Session& session, const Float32Array& points, const Uint32Array& stroke_lengths,
                     double canvas_size);
JsPixelPredictions predict_pixels(Session& session, const Pixels& pixels);
Uint8Array export_onnx(Session& session);
Text export_pytorch_script(const Session& session);

}  // namespace inkling::bindings
