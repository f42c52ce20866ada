#include "bindings/session.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/data/checksum.hpp"
#include "inkling/data/idx_file.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/ink/grey.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/io/onnx.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/nn/summary.hpp"
#include "inkling/train/checkpoint.hpp"
#include "inkling/train/mnist_layout.hpp"
#include "inkling/train/pytorch_script.hpp"
#include "inkling/train/saved_model.hpp"
#include "inkling/train/written_digits.hpp"

namespace inkling {
namespace {

bool holds_images(DataRole role) {
  return role == DataRole::train_images || role == DataRole::test_images;
}

TrainingSplit split_of(const DatasetFiles& files, std::optional<Index> train_size = {},
                       std::optional<Index> validation_size = {}) {
  return files.validation ? split_training_set(files.train, *files.validation, train_size, validation_size)
                          : split_training_set(files.train, train_size, validation_size);
}

void require_trainable(const DatasetFiles& files) {
  const Dataset& train = files.train;
  INKLING_REQUIRE(train.features() <= kMaxWidth, "E_IDX_TOOBIG", "images",
                  text("at most ", kMaxWidth, " pixels each, the widest layer"),
                  text(train.rows(), " × ", train.columns()), "Scale them down.");
  split_of(files);
}

std::uint32_t checksum_of(const DatasetFiles& files) {
  std::uint32_t sum = checksum(files.train);
  for (const std::optional<Dataset>& set : {files.validation, files.test})
    if (set) sum = checksum(*set, sum);
  return sum;
}

/// What is wrong with a run of a file's network is wrong with the file.
void require_trainable(const RunConfig& config, const std::string& name) {
  try {
    validate(config);
  } catch (const Error& error) {
    const Fault& fault = error.fault();
    throw Error({"E_ST_MODEL", name + ", " + fault.where, fault.expected, fault.found, fault.hint});
  }
}

}  // namespace

Session::Session() : run_(std::make_unique<Run>(RunConfig{})) {}

void Session::set_data(DataRole role, const std::string& name, std::span<const std::uint8_t> bytes) {
  IdxTensor file = read_idx_file(bytes, name, holds_images(role) ? IdxContent::images : IdxContent::labels);
  const bool training = role == DataRole::train_images || role == DataRole::train_labels;
  std::optional<IdxTensor>& images =
      files_[static_cast<std::size_t>(training ? DataRole::train_images : DataRole::test_images)];
  std::optional<IdxTensor>& labels =
      files_[static_cast<std::size_t>(training ? DataRole::train_labels : DataRole::test_labels)];
  std::optional<IdxTensor>& own = holds_images(role) ? images : labels;
  std::optional<IdxTensor>& other = holds_images(role) ? labels : images;
  if (!other) {
    own = std::move(file);
    return;
  }
  Dataset joined = holds_images(role) ? Dataset(std::move(file), *other, kDigits)
                                      : Dataset(*other, std::move(file), kDigits);
  (training ? train_set_ : test_set_) = std::move(joined);
  images.reset();
  labels.reset();
}

const Dataset* Session::train_set() const {
  if (own_) return &own_->train;
  return train_set_ ? &*train_set_ : nullptr;
}

const Dataset* Session::test_set() const {
  const std::optional<Dataset>& set = own_ ? own_->test : test_set_;
  return set ? &*set : nullptr;
}

TrainingSplit Session::split(std::optional<Index> train_size, std::optional<Index> validation_size) const {
  return own_ ? split_of(*own_, train_size, validation_size)
              : split_training_set(*train_set_, train_size, validation_size);
}

DataSummary Session::data_summary() const {
  const Dataset& train = data_set(true);
  const Dataset& test = data_set(false);
  const Dataset& any = train.size() > 0 ? train : test;
  return {train.size(), test.size(), any.rows(), any.columns(), any.classes()};
}

DatasetSummary Session::open_dataset(std::vector<NamedFile> files) {
  DatasetFiles opened = read_dataset_files(std::move(files));
  require_trainable(opened);
  std::vector<DatasetWarning> warnings = survey(opened.train);
  const Index trains = split_of(opened).train.size();
  const Index batch = config().batch_size;
  if (trains < batch)
    warnings.push_back({"W_BATCH", text("Only ", trains, " images to train on, fewer than a batch of ", batch,
                                        ": an epoch is one smaller batch.")});
  const bool ink = has_mnist_layout(opened.train);
  const Index validation = opened.validation ? opened.validation->size() : 0;
  const std::uint32_t sum = checksum_of(opened);
  std::vector<Index> counts = class_counts(opened.train);
  own_ = std::move(opened);
  reads_ink_ = ink;
  return {data_summary(), validation, std::move(counts), ink, sum, std::move(warnings)};
}

void Session::close_dataset() {
  own_.reset();
  reads_ink_ = true;
}

const Dataset& Session::data_set(bool train) const {
  static const Dataset none;
  const Dataset* const set = train ? train_set() : test_set();
  return set != nullptr ? *set : none;
}

RunConfig Session::defaults() const {
  RunConfig config;
  if (const Dataset* const train = train_set()) {
    config.layers.front() = train->features();
    config.layers.back() = train->classes();
  }
  return config;
}

std::string Session::adapted_hash(const std::string& hash) const {
  RunConfig config = parse_run_config(hash, defaults());
  if (train_set() != nullptr) {
    const RunConfig fitting = defaults();
    config.layers.front() = fitting.layers.front();
    config.layers.back() = fitting.layers.back();
    if (config.train_size && *config.train_size > split().train.size()) config.train_size.reset();
    if (!takes_written_digits(*train_set())) config.synthetic = 0;
    validate(config);
  }
  return to_hash(config);
}

const RunConfig& Session::configure(const std::string& hash) {
  auto run = std::make_unique<Run>(parse_run_config(hash, defaults()));
  if (train_set() != nullptr) run->set_data(split(run->config().train_size));
  replace_run(std::move(run), true);
  return config();
}

const RunConfig& Session::change(const std::string& fields) {
  require_no_correction("change()");
  run_->change(fields);
  return config();
}

LrPreview Session::lr_preview(const std::string& hash) const {
  const RunConfig config = parse_run_config(hash, defaults());
  constexpr Index kMnist = 50'000;
  const Index all = train_set() != nullptr ? split().train.size() : kMnist;
  const Index images = std::min(config.train_size.value_or(all), all);
  const Index trained = images + written_count(images, config.synthetic);
  return inkling::lr_preview(config, (trained + config.batch_size - 1) / config.batch_size);
}

/// What points at the old network goes with it.
void Session::replace_run(std::unique_ptr<Run> run, bool from_seed) {
  test_.reset();
  forget_calibration();
  corrections_.clear();
  watch_.clear();
  run_ = std::move(run);
  from_seed_ = from_seed;
}

void Session::forget_calibration() {
  calibrator_.reset();
  calibration_.reset();
}

Index Session::train_size() const {
  return run_->train_size();
}

Fit& Session::fit_with_data() {
  INKLING_REQUIRE(run_->has_data() || train_set() != nullptr, "E_API_STATE", "training",
                  "training images and labels", "none yet", "Load the data first.");
  if (!run_->has_data()) run_->set_data(split(config().train_size));
  return run_->fit();
}

Progress Session::advance() {
  require_no_correction("training");
  Fit& fit = fit_with_data();
  const Index steps = fit.progress().step;
  const auto forget_if_stepped = [&] {
    if (fit.progress().step != steps) forget_calibration();  // of a network that is no more
  };
  try {
    watch_.before(*run_);
    const Progress progress = fit.advance();
    watch_.after(*run_, progress);
    forget_if_stepped();
    return progress;
  } catch (const Error& error) {
    watch_.failed(error);
    forget_if_stepped();
    throw;
  }
}

void Session::start_calibration() {
  require_no_correction("start_calibration()");
  fit_with_data();
  calibrator_.reset();
  calibrator_.emplace(run_->model(), run_->split().validation, signs_);
  calibration_.reset();
}

CalibrationProgress Session::advance_calibration() {
  INKLING_REQUIRE(calibrator_.has_value(), "E_API_STATE", "advance_calibration()",
                  "start_calibration() before it", "none");
  const CalibrationProgress progress = calibrator_->step();
  if (progress.done) {
    calibration_ = calibrator_->take();
    calibrator_.reset();
  }
  return progress;
}

const Calibration* Session::calibration() const {
  const bool valid = calibration_ && !corrections_.under_way();
  return valid ? &*calibration_ : nullptr;
}

void Session::judge(Prediction& prediction) {
  if (calibration() != nullptr && !reads_ready_made()) apply(*calibration_, run_->model(), prediction);
}

void Session::start_test() {
  require_no_correction("test");
  const Dataset* const images = test_set();
  INKLING_REQUIRE(images != nullptr, "E_API_STATE", "test", "test images and labels", "none yet",
                  "Load the data first.");
  begin_pass(*images, DataPart::test);
}

TestProgress Session::advance_test() {
  INKLING_REQUIRE(test_.has_value(), "E_API_STATE", "advance_test()", "start_test() before it", "none");
  // Of two networks one half each: no measurement of either.
  if (test_->step() && test_->done() && inkling::fingerprint(run_->model()) != pass_.network)
    pass_.network.clear();
  return {test_->loader().batch(), test_->loader().batches(), test_->done(), test_->result().loss,
          test_->result().accuracy()};
}

std::span<const std::uint8_t> Session::test_predictions() const {
  INKLING_REQUIRE(test_.has_value(), "E_API_STATE", "test_predictions()", "start_test() before it", "none");
  return test_->predictions();
}

std::string Session::summary() {
  return inkling::summary<float>(run_->model());
}

std::string Session::fingerprint() {
  require_no_correction("fingerprint");
  return inkling::fingerprint(run_->model());
}

std::vector<std::uint8_t> Session::save_model() {
  require_no_correction("network file");
  return write_safetensors(model_file(run_->model(), network_of(settings())));
}

std::vector<std::uint8_t> Session::save_checkpoint() {
  if (corrections_.under_way()) return corrections_.run_before();
  fit_with_data();
  return write_checkpoint(*run_);
}

const RunConfig& Session::restore(const std::string& name, std::span<const std::uint8_t> bytes) {
  const Checkpoint checkpoint = read_checkpoint(bytes, name);  // first: a network alone needs no data
  INKLING_REQUIRE(train_set() != nullptr, "E_API_STATE", "restore()", "training images and labels",
                  "none yet", "Load the data first.");
  const auto saved_split = [&] {
    try {
      return split(checkpoint.train_images, checkpoint.validation_images);
    } catch (const Error& error) {
      throw missing_images(checkpoint, error, name);
    }
  };
  auto run = resume(checkpoint, saved_split(), name);
  replace_run(std::move(run), false);
  return config();
}

const RunConfig& Session::load_model(const std::string& name, std::span<const std::uint8_t> bytes) {
  const SavedNetwork saved = read_network(bytes, name);
  const RunConfig config = with_network(settings(), saved.network);
  require_trainable(config, name);
  auto run = std::make_unique<Run>(config);
  load_state_dict(run->model(), saved.parameters, name);
  if (train_set() != nullptr) run->set_data(split(config.train_size));
  replace_run(std::move(run), false);
  return this->config();
}

Progress Session::progress() {
  return run_->has_data() ? run_->fit().progress() : Progress{};
}

std::vector<EpochReport> Session::history() {
  return run_->has_data() ? run_->fit().history() : std::vector<EpochReport>{};
}

/// The images of the data that has as many pixels as the network takes; without such data a square.
Frame Session::frame() const {
  const Index inputs = config().layers.front();
  for (const Dataset* const set : {&run_->split().train, &data_set(true)})
    if (set->features() == inputs) return {set->rows(), set->columns()};
  const auto side = static_cast<Index>(std::lround(std::sqrt(static_cast<double>(inputs))));
  INKLING_REQUIRE(side * side == inputs, "E_API_SHAPE", "prediction",
                  "a network that takes as many pixels as an image has", text(inputs, " inputs"),
                  "Load the data first.");
  return {side, side};
}

std::optional<NumberReading> Session::predict(const Drawing& drawing, double canvas_size) {
  const RenderOptions options = {.canvas_size = canvas_size, .frame = frame()};
  std::optional<NumberReading> reading;
  if (reads_ink_ && config().layers.back() == kDigits) {
    reading = read_number(reading_model(), drawing, options);
  } else if (std::optional<Prediction> whole = inkling::predict(reading_model(), drawing, options)) {
    reading = as_one_digit(*std::move(whole), drawing);
  }
  if (!reading) return reading;
  judge(reading->whole);
  for (DigitReading& digit : reading->digits) judge(digit.prediction);
  return reading;
}

std::optional<Prediction> Session::predict_image(const Picture& picture,
                                                 std::optional<PictureReading> reading) {
  const auto& [rows, columns, pixels] = picture;
  INKLING_REQUIRE(rows >= 1 && columns >= 1 && rows <= kMaxPictureSide && columns <= kMaxPictureSide &&
                      std::int64_t{rows} * columns <= kMaxPicturePixels,
                  "E_INK_SIZE", "picture",
                  text("1 to ", kMaxPicturePixels, " pixels, sides up to ", kMaxPictureSide),
                  text(columns, " × ", rows));
  const bool coloured = pixels.size() == 4 * static_cast<std::size_t>(rows * columns);
  const std::vector<std::uint8_t> levels = coloured ? grey_levels(pixels) : std::vector<std::uint8_t>{};
  const PictureReading otherwise = reads_ink_ ? PictureReading::ink : PictureReading::as_it_is;
  std::optional<Prediction> prediction = inkling::predict(
      reading_model(), {rows, columns, coloured ? levels : pixels}, reading.value_or(otherwise), frame());
  if (prediction) judge(*prediction);
  return prediction;
}

std::vector<std::uint8_t> Session::export_onnx() {
  require_no_correction("ONNX file");
  return inkling::export_onnx(run_->model(), {.pixel_divisor = run_->split().train.pixel_divisor()});
}

std::string Session::export_pytorch_script() const {
  return pytorch_script(config());
}

}  // namespace inkling
