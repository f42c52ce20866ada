#include "bindings/adapters.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"

namespace inkling::bindings {
namespace {

using emscripten::val;

DataRole role_of(const val& name) {
  constexpr std::array<std::string_view, 4> kNames = {"train-images", "train-labels", "test-images",
                                                      "test-labels"};
  const std::string wanted = name.isString() ? name.as<std::string>() : name.typeOf().as<std::string>();
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == wanted) return static_cast<DataRole>(i);
  throw Error(
      {"E_API_TYPE", "setData(role)", "train-images, train-labels, test-images or test-labels", wanted, ""});
}

const char* name_of(Progress::Phase phase) {
  switch (phase) {
    case Progress::Phase::training:
      return "training";
    case Progress::Phase::validating:
      return "validating";
    case Progress::Phase::finished:
      break;
  }
  return "finished";
}

MaybeBoolean is_digit(const std::optional<Verdict>& verdict) {
  return MaybeBoolean(verdict ? val(verdict->is_digit) : val::null());
}
MaybeNumber digit_score(const std::optional<Verdict>& verdict) {
  return MaybeNumber(verdict ? val(verdict->digit_score) : val::null());
}

JsDigitReading to_js(const DigitReading& digit, const ReaderName& reader) {
  const auto& [label, probabilities, image, verdict] = digit.prediction;
  const std::vector<std::uint32_t> strokes(digit.strokes.begin(), digit.strokes.end());
  return {.label = label,
          .probabilities = copy_out<Float32Array, float>(probabilities),
          .image = copy_out<Uint8Array, std::uint8_t>(image.pixels),
          .rows = static_cast<double>(image.frame.rows),
          .columns = static_cast<double>(image.frame.columns),
          .strokes = copy_out<Uint32Array, std::uint32_t>(strokes),
          .isDigit = is_digit(verdict),
          .digitScore = digit_score(verdict),
          .reader = reader};
}

JsPrediction to_js(Session& session, const std::optional<NumberReading>& reading) {
  const ReaderName reader(val(session.reads_ready_made() ? "ready-made" : "own"));
  const val digits = val::array();
  if (!reading)
    return {.probabilities = copy_out<Float32Array, float>({}),
            .image = copy_out<Uint8Array, std::uint8_t>({}),
            .reader = reader,
            .number = Text(val("")),
            .digits = DigitReadings(digits)};
  for (const DigitReading& digit : reading->digits) digits.call<void>("push", to_js(digit, reader));
  const auto& [label, probabilities, image, verdict] = reading->whole;
  return {.label = label,
          .probabilities = copy_out<Float32Array, float>(probabilities),
          .image = copy_out<Uint8Array, std::uint8_t>(image.pixels),
          .rows = static_cast<double>(image.frame.rows),
          .columns = static_cast<double>(image.frame.columns),
          .isDigit = is_digit(verdict),
          .digitScore = digit_score(verdict),
          .reader = reader,
          .number = Text(val(reading->number())),
          .digits = DigitReadings(digits)};
}

/// Length of an array of JavaScript's. Far more than files that anybody would name are refused before each is
/// looked at.
unsigned length_of(const val& array, const char* argument) {
  INKLING_REQUIRE(array.isArray(), "E_API_TYPE", argument, "an array", array.typeOf().as<std::string>());
  const auto length = array["length"].as<double>();
  INKLING_REQUIRE(length <= 10'000, "E_API_TOOBIG", argument, "at most 10000 elements", text(length));
  return static_cast<unsigned>(length);
}

void require_same_length(unsigned length, unsigned other, const char* argument) {
  INKLING_REQUIRE(length == other, "E_API_LENGTH", argument, text("as many as there are names, ", length),
                  text(other));
}

std::string text_in(const Text& value, const char* argument) {
  INKLING_REQUIRE(value.isString(), "E_API_TYPE", argument, "a string", value.typeOf().as<std::string>());
  return value.as<std::string>();
}

std::string name_in(const val& names, unsigned i, const char* argument) {
  const val name = names[i];
  INKLING_REQUIRE(name.isString(), "E_API_TYPE", argument, "strings", name.typeOf().as<std::string>());
  return name.as<std::string>();
}

std::optional<PictureReading> reading_of(const val& name) {
  if (name.isUndefined()) return std::nullopt;
  const std::string wanted = name.isString() ? name.as<std::string>() : name.typeOf().as<std::string>();
  INKLING_REQUIRE(wanted == "auto" || wanted == "ink" || wanted == "as-it-is", "E_API_TYPE",
                  "predictImage(reading)", "auto, ink or as-it-is", wanted);
  if (wanted == "auto") return std::nullopt;
  return wanted == "ink" ? PictureReading::ink : PictureReading::as_it_is;
}

/// A side of a picture; what is no such number becomes 0, which Session refuses.
Index side_of(double side) {
  return side >= 1 && side <= 2 * kMaxPictureSide && side == std::floor(side) ? static_cast<Index>(side) : 0;
}

ReliabilityBins to_js(const Reliability& bins) {
  val list = val::array();
  for (const ReliabilityBin& bin : bins) {
    val object = val::object();
    object.set("count", static_cast<double>(bin.count));
    object.set("confidence", bin.confidence);
    object.set("accuracy", bin.accuracy);
    list.call<void>("push", object);
  }
  return ReliabilityBins(list);
}

JsProgress to_js(const Progress& progress) {
  return {.phase = PhaseName(val(name_of(progress.phase))),
          .epoch = static_cast<double>(progress.epoch),
          .batch = static_cast<double>(progress.batch),
          .batches = static_cast<double>(progress.batches),
          .step = static_cast<double>(progress.step),
          .batchesPerEpoch = static_cast<double>(progress.batches_per_epoch),
          .loss = progress.loss,
          .imagesPerSecond = progress.images_per_second,
          .threads = static_cast<double>(progress.threads),
          .report = progress.report};
}

}  // namespace

JsRunConfig run_config(const Session& session) {
  const RunConfig& config = session.settings();
  std::string changeable;
  for (const std::string& name : changeable_fields(config))
    changeable += text(changeable.empty() ? "" : ",", name);
  const AugmentOptions augment = augmentation_of(config);
  return {.layers = Text(val(layers_text(config.layers))),
          .activation = Text(val(config.activation)),
          .batchnorm = config.batch_norm,
          .dropout = config.dropout,
          .optimizer = Text(val(config.optimizer)),
          .lr = config.lr,
          .momentum = config.momentum,
          .nesterov = config.nesterov,
          .wd = weight_decay_of(config),
          .schedule = Text(val(schedule_text(config.schedule))),
          .batch = static_cast<double>(config.batch_size),
          .epochs = static_cast<double>(config.epochs),
          .seed = static_cast<double>(config.seed),
          .train = static_cast<double>(session.train_size()),
          .augment = config.augment,
          .rotation = augment.rotation,
          .scale = augment.scale,
          .shear = augment.shear,
          .shift = augment.shift,
          .thickness = augment.thickness,
          .elastic = augment.elastic,
          .synthetic = config.synthetic,
          .changeable = Text(val(changeable)),
          .settings = Text(val(to_hash(config))),
          .hash = Text(val(to_hash(session.config())))};
}

Drawing drawing_in(const Float32Array& point_array, const Uint32Array& length_array, const char* where) {
  const auto points = copy_in<float>(point_array, "Float32Array", where);
  const auto lengths = copy_in<std::uint32_t>(length_array, "Uint32Array", where);
  Drawing drawing;
  std::size_t next = 0;
  for (const std::uint32_t length : lengths) {
    INKLING_REQUIRE(length <= points.size() / 2 - next, "E_API_LENGTH", where,
                    "as many points as the strokes' lengths add up to", text(points.size() / 2));
    Stroke& stroke = drawing.emplace_back();
    for (std::uint32_t i = 0; i < length; ++i, ++next)
      stroke.push_back({points[2 * next], points[2 * next + 1]});
  }
  INKLING_REQUIRE(2 * next == points.size(), "E_API_LENGTH", where, text(next, " points, x and y each"),
                  text(points.size(), " numbers"));
  return drawing;
}

Session* make_session() {
  return new Session;  // Embind owns it
}

void set_data(Session& session, const DataRoleName& role, const Text& name, const Uint8Array& bytes) {
  session.set_data(role_of(role), text_in(name, "setData(name)"),
                   copy_in<std::uint8_t>(bytes, "Uint8Array", "setData(bytes)"));
}

DataSummary data_summary(const Session& session) {
  return session.data_summary();
}

JsRunConfig change(Session& session, const Text& fields) {
  session.change(text_in(fields, "change(fields)"));
  return run_config(session);
}

JsLrPreview lr_preview(const Session& session, const Text& hash) {
  const LrPreview preview = session.lr_preview(text_in(hash, "lrPreview(hash)"));
  const val epochs = val::array();
  const val rates = val::array();
  for (const auto& [epoch, lr] : preview.points) {
    epochs.call<void>("push", epoch);
    rates.call<void>("push", lr);
  }
  return {Numbers(epochs), Numbers(rates),     preview.points.front().lr,
          preview.peak.lr, preview.peak.epoch, preview.points.back().lr};
}

JsRunConfig configure(Session& session, const Text& hash) {
  session.configure(text_in(hash, "configure(hash)"));
  return run_config(session);
}

JsRunConfig restore(Session& session, const Text& name, const Uint8Array& bytes) {
  session.restore(text_in(name, "restore(name)"),
                  copy_in<std::uint8_t>(bytes, "Uint8Array", "restore(bytes)"));
  return run_config(session);
}

JsRunConfig load_model(Session& session, const Text& name, const Uint8Array& bytes) {
  session.load_model(text_in(name, "loadModel(name)"),
                     copy_in<std::uint8_t>(bytes, "Uint8Array", "loadModel(bytes)"));
  return run_config(session);
}

JsProgress advance(Session& session) {
  return to_js(session.advance());
}

JsProgress progress(Session& session) {
  return to_js(session.progress());
}

EpochReports history(Session& session) {
  val reports = val::array();
  for (const EpochReport& report : session.history()) reports.call<void>("push", report);
  return EpochReports(reports);
}

void start_test(Session& session) {
  session.start_test();
}

TestProgress advance_test(Session& session) {
  return session.advance_test();
}

void start_calibration(Session& session) {
  session.start_calibration();
}

CalibrationProgress advance_calibration(Session& session) {
  return session.advance_calibration();
}

std::optional<JsCalibration> calibration(const Session& session) {
  const Calibration* const made = session.calibration();
  if (made == nullptr) return std::nullopt;
  return JsCalibration{made->temperature,
                       expected_calibration_error(made->before),
                       expected_calibration_error(made->after),
                       to_js(made->before),
                       to_js(made->after),
                       MaybeNumber(made->tells_digits() ? val(made->judge.declined) : val::null())};
}

JsSample sample(const Session& session, const SetName& set, double index) {
  const std::string name = set.isString() ? set.as<std::string>() : set.typeOf().as<std::string>();
  INKLING_REQUIRE(name == "train" || name == "test", "E_API_TYPE", "sample(set)", "train or test", name);
  const Dataset& images = session.data_set(name == "train");
  INKLING_REQUIRE(index >= 0 && index < static_cast<double>(images.size()) && index == std::floor(index),
                  "E_API_RANGE", "sample(index)", text("a whole number below ", images.size()), text(index));
  const auto i = static_cast<Index>(index);
  return {images.label(i), copy_out<Uint8Array, std::uint8_t>(images.image(i))};
}

Text fingerprint(Session& session) {
  return Text(val(session.fingerprint()));
}

Text summary(Session& session) {
  return Text(val(session.summary()));
}

Uint8Array test_predictions(const Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.test_predictions());
}

Uint8Array save_model(Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.save_model());
}

Uint8Array save_small_model(Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.save_small_model());
}

Uint8Array parameter_vector(Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.parameter_vector());
}

void set_reader(Session& session, const Text& hash, const Text& name, const Uint8Array& bytes) {
  session.set_reader(text_in(hash, "setReader(hash)"), text_in(name, "setReader(name)"),
                     copy_in<std::uint8_t>(bytes, "Uint8Array", "setReader(bytes)"));
}

Uint8Array save_checkpoint(Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.save_checkpoint());
}

JsPrediction predict(Session& session, const Float32Array& points, const Uint32Array& stroke_lengths,
                     double canvas_size) {
  return to_js(session, session.predict(drawing_in(points, stroke_lengths, "predict(points, strokeLengths)"),
                                        canvas_size));
}

JsPrediction predict_image(Session& session, const Uint8Array& pixels, double width, double height,
                           const ReadingName& reading) {
  const std::optional<PictureReading> how = reading_of(reading);
  std::optional<Prediction> prediction = session.predict_image(
      {side_of(height), side_of(width), copy_in<std::uint8_t>(pixels, "Uint8Array", "predictImage(pixels)")},
      how);
  return to_js(session, prediction ? std::optional(as_one_digit(*std::move(prediction), {})) : std::nullopt);
}

void check_dataset_files(const Session& /*session*/, const Names& names, const Sizes& sizes,
                         const ByteArrays& starts) {
  const unsigned count = length_of(names, "checkDatasetFiles(names)");
  require_same_length(count, length_of(sizes, "checkDatasetFiles(sizes)"), "checkDatasetFiles(sizes)");
  require_same_length(count, length_of(starts, "checkDatasetFiles(starts)"), "checkDatasetFiles(starts)");
  std::vector<FileStart> files;
  for (unsigned i = 0; i < count; ++i) {
    const val size = sizes[i];
    INKLING_REQUIRE(size.isNumber() && size.as<double>() >= 0, "E_API_TYPE", "checkDatasetFiles(sizes)",
                    "numbers of bytes", size.typeOf().as<std::string>());
    files.push_back({name_in(names, i, "checkDatasetFiles(names)"),
                     static_cast<std::uint64_t>(std::min(size.as<double>(), 1e15)),
                     copy_in<std::uint8_t>(starts[i], "Uint8Array", "checkDatasetFiles(starts)")});
  }
  require_dataset_files(files);
}

JsDatasetSummary open_dataset(Session& session, const Names& names, const ByteArrays& arrays) {
  const unsigned count = length_of(names, "openDataset(names)");
  require_same_length(count, length_of(arrays, "openDataset(files)"), "openDataset(files)");
  std::vector<NamedFile> files;
  if (count <= kMaxDatasetFiles)  // else the session says so, and nothing need be copied
    for (unsigned i = 0; i < count; ++i)
      files.push_back({name_in(names, i, "openDataset(names)"),
                       copy_in<std::uint8_t>(arrays[i], "Uint8Array", "openDataset(files)")});
  else
    files.resize(count);
  const DatasetSummary summary = session.open_dataset(std::move(files));
  const val counts = val::array();
  for (const Index images : summary.class_counts) counts.call<void>("push", static_cast<double>(images));
  const val warnings = val::array();
  for (const auto& [code, message] : summary.warnings) {
    val warning = val::object();
    warning.set("code", code);
    warning.set("message", message);
    warnings.call<void>("push", warning);
  }
  return {summary.counts, static_cast<double>(summary.validation_count),      Counts(counts),
          summary.ink,    Text(val(hex_text(summary.checksum, 8).substr(2))), Warnings(warnings)};
}

void close_dataset(Session& session) {
  session.close_dataset();
}

Text adapted_hash(const Session& session, const Text& hash) {
  return Text(val(session.adapted_hash(text_in(hash, "adaptedHash(hash)"))));
}

JsPixelPredictions predict_pixels(Session& session, const Pixels& pixels) {
  constexpr const char* kWhere = "predictPixels(pixels)";
  const bool floats = pixels.instanceof(val::global("Float32Array"));
  INKLING_REQUIRE(floats || pixels.instanceof(val::global("Uint8Array")), "E_API_TYPE", kWhere,
                  "a Float32Array or a Uint8Array", pixels.typeOf().as<std::string>());
  const std::vector<Index>& layers = session.config().layers;
  const auto images = pixels["length"].as<double>() / static_cast<double>(layers.front());
  require_moderate<float>(images * static_cast<double>(layers.back()), kWhere);
  const PixelPredictions found =
      floats ? session.predict_pixels<float>(copy_in<float>(pixels, "Float32Array", kWhere))
             : session.predict_pixels<std::uint8_t>(copy_in<std::uint8_t>(pixels, "Uint8Array", kWhere));
  const Matrix& probabilities = found.probabilities;
  return {
      copy_out<Int32Array, std::int32_t>(found.labels),
      copy_out<Float32Array, float>({probabilities.data(), static_cast<std::size_t>(probabilities.size())})};
}

Uint8Array export_onnx(Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.export_onnx());
}

Text export_pytorch_script(const Session& session) {
  return Text(val(session.export_pytorch_script()));
}

}  // namespace inkling::bindings
