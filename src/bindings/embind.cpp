// The module's surface: a table. Types for it are generated (core.d.ts), behaviour stands in session.hpp.
#include <emscripten/bind.h>

#include "bindings/adapters.hpp"
#include "bindings/correction_adapters.hpp"
#include "bindings/functional_adapters.hpp"
#include "bindings/guard.hpp"
#include "bindings/watch_adapters.hpp"
#include "inkling/core/parallel.hpp"

using namespace emscripten;
using namespace inkling;
using bindings::guarded;
using bindings::JsDigitReading;
using bindings::JsPrediction;
using bindings::JsProgress;
using bindings::JsRunConfig;

EMSCRIPTEN_BINDINGS(inkling) {
  register_type<bindings::Uint8Array>("Uint8Array");
  register_type<bindings::Int32Array>("Int32Array");
  register_type<bindings::Uint32Array>("Uint32Array");
  register_type<bindings::Float32Array>("Float32Array");
  register_type<bindings::Text>("string");
  register_type<bindings::DataRoleName>("'train-images' | 'train-labels' | 'test-images' | 'test-labels'");
  register_type<bindings::EpochReports>("EpochReport[]");
  register_type<bindings::Names>("readonly string[]");
  register_type<bindings::ByteArrays>("readonly Uint8Array[]");
  register_type<bindings::Sizes>("readonly number[]");
  register_type<bindings::Counts>("number[]");
  register_type<bindings::Warnings>("{ code: string; message: string }[]");
  register_type<bindings::ReadingName>("'auto' | 'ink' | 'as-it-is'");
  register_type<bindings::MaybeBoolean>("boolean | null");
  register_type<bindings::MaybeNumber>("number | null");
  register_type<bindings::ReliabilityBins>("{ count: number; confidence: number; accuracy: number }[]");
  register_type<bindings::Pixels>("Float32Array | Uint8Array");
  register_type<bindings::SetName>("'train' | 'test'");
  register_type<bindings::DigitReadings>("DigitReading[]");
  register_type<bindings::PhaseName>("'training' | 'validating' | 'finished'");

  value_object<DataSummary>("DataSummary")
      .field("trainCount", &DataSummary::train_count)
      .field("testCount", &DataSummary::test_count)
      .field("rows", &DataSummary::rows)
      .field("columns", &DataSummary::columns)
      .field("classes", &DataSummary::classes);

  value_object<bindings::JsDatasetSummary>("DatasetSummary")
      .field("counts", &bindings::JsDatasetSummary::counts)
      .field("validationCount", &bindings::JsDatasetSummary::validationCount)
      .field("classCounts", &bindings::JsDatasetSummary::classCounts)
      .field("ink", &bindings::JsDatasetSummary::ink)
      .field("checksum", &bindings::JsDatasetSummary::checksum)
      .field("warnings", &bindings::JsDatasetSummary::warnings);

  value_object<JsRunConfig>("RunConfig")
      .field("layers", &JsRunConfig::layers)
      .field("activation", &JsRunConfig::activation)
      .field("batchnorm", &JsRunConfig::batchnorm)
      .field("dropout", &JsRunConfig::dropout)
      .field("optimizer", &JsRunConfig::optimizer)
      .field("lr", &JsRunConfig::lr)
      .field("momentum", &JsRunConfig::momentum)
      .field("nesterov", &JsRunConfig::nesterov)
      .field("wd", &JsRunConfig::wd)
      .field("schedule", &JsRunConfig::schedule)
      .field("batch", &JsRunConfig::batch)
      .field("epochs", &JsRunConfig::epochs)
      .field("seed", &JsRunConfig::seed)
      .field("train", &JsRunConfig::train)
      .field("augment", &JsRunConfig::augment)
      .field("rotation", &JsRunConfig::rotation)
      .field("scale", &JsRunConfig::scale)
      .field("shear", &JsRunConfig::shear)
      .field("shift", &JsRunConfig::shift)
      .field("thickness", &JsRunConfig::thickness)
      .field("elastic", &JsRunConfig::elastic)
      .field("synthetic", &JsRunConfig::synthetic)
      .field("hash", &JsRunConfig::hash);

  value_object<EpochReport>("EpochReport")
      .field("epoch", &EpochReport::epoch)
      .field("trainLoss", &EpochReport::train_loss)
      .field("validationLoss", &EpochReport::validation_loss)
      .field("validationAccuracy", &EpochReport::validation_accuracy)
      .field("seconds", &EpochReport::seconds)
      .field("imagesPerSecond", &EpochReport::images_per_second)
      .field("trainAccuracy", &EpochReport::train_accuracy);
  register_optional<EpochReport>();

  value_object<JsProgress>("Progress")
      .field("phase", &JsProgress::phase)
      .field("epoch", &JsProgress::epoch)
      .field("batch", &JsProgress::batch)
      .field("batches", &JsProgress::batches)
      .field("step", &JsProgress::step)
      .field("batchesPerEpoch", &JsProgress::batchesPerEpoch)
      .field("loss", &JsProgress::loss)
      .field("imagesPerSecond", &JsProgress::imagesPerSecond)
      .field("threads", &JsProgress::threads)
      .field("report", &JsProgress::report);

  value_object<TestProgress>("TestProgress")
      .field("batch", &TestProgress::batch)
      .field("batches", &TestProgress::batches)
      .field("done", &TestProgress::done)
      .field("loss", &TestProgress::loss)
      .field("accuracy", &TestProgress::accuracy);

  value_object<JsPrediction>("Prediction")
      .field("label", &JsPrediction::label)
      .field("probabilities", &JsPrediction::probabilities)
      .field("image", &JsPrediction::image)
      .field("rows", &JsPrediction::rows)
      .field("columns", &JsPrediction::columns)
      .field("isDigit", &JsPrediction::isDigit)
      .field("digitScore", &JsPrediction::digitScore)
      .field("number", &JsPrediction::number)
      .field("digits", &JsPrediction::digits);

  value_object<JsDigitReading>("DigitReading")
      .field("label", &JsDigitReading::label)
      .field("probabilities", &JsDigitReading::probabilities)
      .field("image", &JsDigitReading::image)
      .field("rows", &JsDigitReading::rows)
      .field("columns", &JsDigitReading::columns)
      .field("strokes", &JsDigitReading::strokes)
      .field("isDigit", &JsDigitReading::isDigit)
      .field("digitScore", &JsDigitReading::digitScore);

  value_object<CalibrationProgress>("CalibrationProgress")
      .field("step", &CalibrationProgress::step)
      .field("steps", &CalibrationProgress::steps)
      .field("done", &CalibrationProgress::done);

  value_object<bindings::JsCalibration>("Calibration")
      .field("temperature", &bindings::JsCalibration::temperature)
      .field("eceBefore", &bindings::JsCalibration::eceBefore)
      .field("eceAfter", &bindings::JsCalibration::eceAfter)
      .field("before", &bindings::JsCalibration::before)
      .field("after", &bindings::JsCalibration::after)
      .field("declined", &bindings::JsCalibration::declined);
  register_optional<bindings::JsCalibration>();

  value_object<bindings::JsPixelPredictions>("PixelPredictions")
      .field("labels", &bindings::JsPixelPredictions::labels)
      .field("probabilities", &bindings::JsPixelPredictions::probabilities);

  value_object<bindings::JsSample>("Sample")
      .field("label", &bindings::JsSample::label)
      .field("pixels", &bindings::JsSample::pixels);

  register_type<bindings::CorrectionPhaseName>("'testing' | 'training' | 'testing-again' | 'done'");
  value_object<bindings::JsCorrectionProgress>("CorrectionProgress")
      .field("phase", &bindings::JsCorrectionProgress::phase)
      .field("step", &bindings::JsCorrectionProgress::step)
      .field("ownCorrect", &bindings::JsCorrectionProgress::ownCorrect)
      .field("fraction", &bindings::JsCorrectionProgress::fraction);

  value_object<CorrectionReading>("CorrectionReading")
      .field("ownCorrect", &CorrectionReading::own_correct)
      .field("testCorrect", &CorrectionReading::test_correct)
      .field("testAccuracy", &CorrectionReading::test_accuracy)
      .field("testLoss", &CorrectionReading::test_loss);

  value_object<bindings::JsCorrectionResult>("CorrectionResult")
      .field("ownCount", &bindings::JsCorrectionResult::ownCount)
      .field("testCount", &bindings::JsCorrectionResult::testCount)
      .field("before", &bindings::JsCorrectionResult::before)
      .field("after", &bindings::JsCorrectionResult::after)
      .field("steps", &bindings::JsCorrectionResult::steps)
      .field("learnt", &bindings::JsCorrectionResult::learnt)
      .field("lost", &bindings::JsCorrectionResult::lost)
      .field("won", &bindings::JsCorrectionResult::won);

  value_object<bindings::JsCorrectionCount>("CorrectionCount")
      .field("made", &bindings::JsCorrectionCount::made)
      .field("undoable", &bindings::JsCorrectionCount::undoable);

  register_type<bindings::LayerHealths>(
      "{ name: string; units: number; weightNorm: number; gradNorm: number; updateRatio: number; deadShare: "
      "number | null }[]");
  register_type<bindings::Advices>(
      "{ kind: string; layer: string; numbers: { [name: string]: number }; remedies: { field: string; value: "
      "string; hash: string }[] }[]");
  value_object<bindings::JsHealth>("Health")
      .field("step", &bindings::JsHealth::step)
      .field("layers", &bindings::JsHealth::layers)
      .field("advice", &bindings::JsHealth::advice);

  class_<Session>("Session")
      .constructor<>()
      .function("setData(role, name, bytes)", guarded<&bindings::set_data>)
      .function("dataSummary", guarded<&bindings::data_summary>)
      .function("checkDatasetFiles(names, sizes, starts)", guarded<&bindings::check_dataset_files>)
      .function("openDataset(names, files)", guarded<&bindings::open_dataset>)
      .function("closeDataset", guarded<&bindings::close_dataset>)
      .function("adaptedHash(hash)", guarded<&bindings::adapted_hash>)
      .function("sample(set, index)", guarded<&bindings::sample>)
      .function("configure(hash)", guarded<&bindings::configure>)
      .function("advance", guarded<&bindings::advance>)
      .function("startTest", guarded<&bindings::start_test>)
      .function("advanceTest", guarded<&bindings::advance_test>)
      .function("startCalibration", guarded<&bindings::start_calibration>)
      .function("advanceCalibration", guarded<&bindings::advance_calibration>)
      .function("calibration", guarded<&bindings::calibration>)
      .function("testPredictions", guarded<&bindings::test_predictions>)
      .function("summary", guarded<&bindings::summary>)
      .function("fingerprint", guarded<&bindings::fingerprint>)
      .function("saveModel", guarded<&bindings::save_model>)
      .function("saveCheckpoint", guarded<&bindings::save_checkpoint>)
      .function("restore(name, bytes)", guarded<&bindings::restore>)
      .function("loadModel(name, bytes)", guarded<&bindings::load_model>)
      .function("beginCorrection(pixels, labels)", guarded<&bindings::begin_correction>)
      .function("advanceCorrection", guarded<&bindings::advance_correction>)
      .function("cancelCorrection", guarded<&bindings::cancel_correction>)
      .function("correctionResult", guarded<&bindings::correction_result>)
      .function("undoCorrection", guarded<&bindings::undo_correction>)
      .function("corrections", guarded<&bindings::corrections>)
      .function("health", guarded<&bindings::health>)
      .function("exportOnnx", guarded<&bindings::export_onnx>)
      .function("exportPytorchScript", guarded<&bindings::export_pytorch_script>)
      .function("progress", guarded<&bindings::progress>)
      .function("history", guarded<&bindings::history>)
      .function("predict(points, strokeLengths, canvasSize)", guarded<&bindings::predict>)
      .function("predictImage(pixels, width, height, reading)", guarded<&bindings::predict_image>)
      .function("predictPixels(pixels)", guarded<&bindings::predict_pixels>);

  class_<Generator>("Generator")
      .constructor(guarded<&bindings::make_generator>, allow_raw_pointers())
      .function("rand(count)", guarded<&bindings::rand>)
      .function("randn(count)", guarded<&bindings::randn>)
      .function("randint(low, high, count)", guarded<&bindings::randint>)
      .function("randperm(n)", guarded<&bindings::randperm>);

  function("setNumThreads(threads)", guarded<&set_num_threads>);
  function("getNumThreads", guarded<&get_num_threads>);

  function("mm(a, b, inner)", guarded<&bindings::mm>);
  function("linear(input, weight, bias)", guarded<&bindings::linear>);
  function("relu(input)", guarded<&bindings::relu>);
  function("softmax(logits, classes)", guarded<&bindings::softmax>);
  function("logSoftmax(logits, classes)", guarded<&bindings::log_softmax>);
  function("crossEntropy(logits, labels)", guarded<&bindings::cross_entropy>);
  function("oneHot(labels, classes)", guarded<&bindings::one_hot>);
}
