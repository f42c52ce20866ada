// The module's surface: a table. Types for it are generated (core.d.ts), behaviour stands in session.hpp.
#include <emscripten/bind.h>

#include "bindings/adapters.hpp"
#include "bindings/correction_adapters.hpp"
#include "bindings/dataset_adapters.hpp"
#include "bindings/functional_adapters.hpp"
#include "bindings/guard.hpp"
#include "bindings/ink_adapters.hpp"
#include "bindings/inspect_adapters.hpp"
#include "bindings/prediction_adapters.hpp"
#include "bindings/stack.hpp"
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
  register_type<bindings::Int8Array>("Int8Array");
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
  register_type<bindings::Numbers>("number[]");
  register_type<bindings::Warnings>("{ code: string; message: string }[]");
  register_type<bindings::ReadingName>("'auto' | 'ink' | 'as-it-is'");
  register_type<bindings::MaybeBoolean>("boolean | null");
  register_type<bindings::MaybeNumber>("number | null");
  register_type<bindings::ReliabilityBins>("{ count: number; confidence: number; accuracy: number }[]");
  register_type<bindings::ReaderName>("'ready-made' | 'own'");
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
      .field("changeable", &JsRunConfig::changeable)
      .field("settings", &JsRunConfig::settings)
      .field("hash", &JsRunConfig::hash);

  value_object<bindings::JsLrPreview>("LrPreview")
      .field("epochs", &bindings::JsLrPreview::epochs)
      .field("rates", &bindings::JsLrPreview::rates)
      .field("first", &bindings::JsLrPreview::first)
      .field("peak", &bindings::JsLrPreview::peak)
      .field("peakEpoch", &bindings::JsLrPreview::peakEpoch)
      .field("last", &bindings::JsLrPreview::last);

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
      .field("reader", &JsPrediction::reader)
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
      .field("digitScore", &JsDigitReading::digitScore)
      .field("reader", &JsDigitReading::reader);

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
  register_type<bindings::DataPartName>("'training' | 'validation' | 'test'");
  register_type<bindings::JsLayers>(
      "{ name: string; values: Float32Array; shades: Int8Array; strongest: number }[]");
  register_type<bindings::JsScoresList>("ClassScores[]");
  register_type<bindings::JsCellImages>(
      "{ index: number; label: number; predicted: number; probability: number; labelProbability: number; "
      "loss: number; pixels: Uint8Array }[]");

  value_object<bindings::JsUnitImages>("UnitImages")
      .field("from", &bindings::JsUnitImages::from)
      .field("units", &bindings::JsUnitImages::units)
      .field("features", &bindings::JsUnitImages::features)
      .field("shades", &bindings::JsUnitImages::shades)
      .field("greatest", &bindings::JsUnitImages::greatest);

  value_object<bindings::JsActivations>("Activations")
      .field("layers", &bindings::JsActivations::layers)
      .field("probabilities", &bindings::JsActivations::probabilities)
      .field("label", &bindings::JsActivations::label);

  value_object<bindings::JsSignedImage>("SignedImage")
      .field("shades", &bindings::JsSignedImage::shades)
      .field("greatest", &bindings::JsSignedImage::greatest);

  value_object<bindings::JsClassScores>("ClassScores")
      .field("precision", &bindings::JsClassScores::precision)
      .field("recall", &bindings::JsClassScores::recall)
      .field("f1", &bindings::JsClassScores::f1)
      .field("support", &bindings::JsClassScores::support);

  value_object<bindings::JsMeasurement>("Measurement")
      .field("part", &bindings::JsMeasurement::part)
      .field("epoch", &bindings::JsMeasurement::epoch)
      .field("step", &bindings::JsMeasurement::step)
      .field("current", &bindings::JsMeasurement::current)
      .field("images", &bindings::JsMeasurement::images)
      .field("loss", &bindings::JsMeasurement::loss)
      .field("accuracy", &bindings::JsMeasurement::accuracy)
      .field("classes", &bindings::JsMeasurement::classes)
      .field("counts", &bindings::JsMeasurement::counts)
      .field("shares", &bindings::JsMeasurement::shares)
      .field("scores", &bindings::JsMeasurement::scores)
      .field("macro", &bindings::JsMeasurement::macro);
  register_optional<bindings::JsMeasurement>();

  value_object<bindings::JsPartSummary>("PartSummary")
      .field("count", &bindings::JsPartSummary::count)
      .field("rows", &bindings::JsPartSummary::rows)
      .field("columns", &bindings::JsPartSummary::columns)
      .field("classCounts", &bindings::JsPartSummary::classCounts);

  value_object<bindings::JsPartImage>("PartImage")
      .field("label", &bindings::JsPartImage::label)
      .field("pixels", &bindings::JsPartImage::pixels)
      .field("mean", &bindings::JsPartImage::mean);
  register_type<bindings::HintKindName>(
      "'dot' | 'small' | 'cut-off' | 'little-ink' | 'much-ink' | 'apart' | 'flat' | 'thin' | 'thick'");
  value_object<bindings::JsDrawingHint>("DrawingHint")
      .field("kind", &bindings::JsDrawingHint::kind)
      .field("value", &bindings::JsDrawingHint::value);
  register_optional<bindings::JsDrawingHint>();

  value_object<bindings::JsRenderStages>("RenderStages")
      .field("paperSide", &bindings::JsRenderStages::paperSide)
      .field("paper", &bindings::JsRenderStages::paper)
      .field("box", &bindings::JsRenderStages::box)
      .field("fittedSide", &bindings::JsRenderStages::fittedSide)
      .field("fitted", &bindings::JsRenderStages::fitted)
      .field("placed", &bindings::JsRenderStages::placed);
  register_optional<bindings::JsRenderStages>();

  class_<Session>("Session")
      .constructor(guarded<&bindings::make_session>, allow_raw_pointers())
      .function("setData(role, name, bytes)", guarded<&bindings::set_data>)
      .function("dataSummary", guarded<&bindings::data_summary>)
      .function("checkDatasetFiles(names, sizes, starts)", guarded<&bindings::check_dataset_files>)
      .function("openDataset(names, files)", guarded<&bindings::open_dataset>)
      .function("closeDataset", guarded<&bindings::close_dataset>)
      .function("adaptedHash(hash)", guarded<&bindings::adapted_hash>)
      .function("sample(set, index)", guarded<&bindings::sample>)
      .function("configure(hash)", guarded<&bindings::configure>)
      .function("change(fields)", guarded<&bindings::change>)
      .function("lrPreview(hash)", guarded<&bindings::lr_preview>)
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
      .function("saveSmallModel", guarded<&bindings::save_small_model>)
      .function("parameterVector", guarded<&bindings::parameter_vector>)
      .function("setReader(hash, name, bytes)", guarded<&bindings::set_reader>)
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
      .function("firstLayer(from, count)", guarded<&bindings::first_layer>)
      .function("activations(pixels)", guarded<&bindings::activations>)
      .function("saliency(pixels, label)", guarded<&bindings::saliency>)
      .function("startMeasuring", guarded<&bindings::start_measuring>)
      .function("measurement", guarded<&bindings::measurement>)
      .function("cellImages(label, predicted, count)", guarded<&bindings::cell_images>)
      .function("partSummary(part)", guarded<&bindings::part_summary>)
      .function("partImage(part, index)", guarded<&bindings::part_image>)
      .function("findImage(part, from, forwards, label)", guarded<&bindings::find_image>)
      .function("exportOnnx", guarded<&bindings::export_onnx>)
      .function("exportPytorchScript", guarded<&bindings::export_pytorch_script>)
      .function("progress", guarded<&bindings::progress>)
      .function("history", guarded<&bindings::history>)
      .function("predict(points, strokeLengths, canvasSize)", guarded<&bindings::predict>)
      .function("predictImage(pixels, width, height, reading)", guarded<&bindings::predict_image>)
      .function("drawingHint(points, strokeLengths, canvasSize, image, rows, columns)",
                guarded<&bindings::drawing_hint>)
      .function("renderStages(points, strokeLengths, canvasSize, penWidth, rows, columns)",
                guarded<&bindings::render_stages>)
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

  bindings::give_stack_back();
}
