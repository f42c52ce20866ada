#include "bindings/session.hpp"

#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/data/idx_file.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/io/onnx.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/nn/summary.hpp"
#include "inkling/train/checkpoint.hpp"
#include "inkling/train/pytorch_script.hpp"
#include "inkling/train/saved_model.hpp"

namespace inkling {
namespace {

bool holds_images(DataRole role) {
  return role == DataRole::train_images || role == DataRole::test_images;
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

DataSummary Session::data_summary() const {
  const Dataset none;
  const Dataset& train = train_set_ ? *train_set_ : none;
  const Dataset& test = test_set_ ? *test_set_ : none;
  const Dataset& any = train_set_ ? train : test;
  return {train.size(), test.size(), any.rows(), any.columns()};
}

const Dataset& Session::data_set(bool train) const {
  static const Dataset none;
  const std::optional<Dataset>& set = train ? train_set_ : test_set_;
  return set ? *set : none;
}

const RunConfig& Session::configure(const std::string& hash) {
  auto run = std::make_unique<Run>(parse_run_config(hash));
  if (train_set_) run->set_data(split_training_set(*train_set_, run->config().train_size));
  test_.reset();  // it points at the old network
  run_ = std::move(run);
  return config();
}

Index Session::train_size() const {
  return run_->train_size();
}

Fit& Session::fit_with_data() {
  INKLING_REQUIRE(run_->has_data() || train_set_.has_value(), "E_API_STATE", "training",
                  "training images and labels", "none yet", "Load the data first.");
  if (!run_->has_data()) run_->set_data(split_training_set(*train_set_, config().train_size));
  return run_->fit();
}

Progress Session::advance() {
  return fit_with_data().advance();
}

void Session::start_test() {
  INKLING_REQUIRE(test_set_.has_value(), "E_API_STATE", "test", "test images and labels", "none yet",
                  "Load the data first.");
  require_fits(config().layers, *test_set_);
  test_.emplace(run_->model(), DataLoader(*test_set_, {.batch_size = kEvaluationBatchSize}));
  test_->begin();
}

TestProgress Session::advance_test() {
  INKLING_REQUIRE(test_.has_value(), "E_API_STATE", "advance_test()", "start_test() before it", "none");
  test_->step();
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
  return inkling::fingerprint(run_->model());
}

std::vector<std::uint8_t> Session::save_model() {
  return write_safetensors(model_file(run_->model(), network_of(config())));
}

std::vector<std::uint8_t> Session::save_checkpoint() {
  fit_with_data();
  return write_checkpoint(*run_);
}

const RunConfig& Session::restore(const std::string& name, std::span<const std::uint8_t> bytes) {
  INKLING_REQUIRE(train_set_.has_value(), "E_API_STATE", "restore()", "training images and labels",
                  "none yet", "Load the data first.");
  const Checkpoint checkpoint = read_checkpoint(bytes, name);
  const auto split = [&] {
    try {
      return split_training_set(*train_set_, checkpoint.train_images, checkpoint.validation_images);
    } catch (const Error& error) {
      throw missing_images(checkpoint, error, name);
    }
  };
  auto run = resume(checkpoint, split(), name);
  test_.reset();  // it points at the old network
  run_ = std::move(run);
  return config();
}

const RunConfig& Session::load_model(const std::string& name, std::span<const std::uint8_t> bytes) {
  const SavedNetwork saved = read_network(bytes, name);
  const RunConfig config = with_network(this->config(), saved.network);
  require_trainable(config, name);
  auto run = std::make_unique<Run>(config);
  load_state_dict(run->model(), saved.parameters, name);
  if (train_set_) run->set_data(split_training_set(*train_set_, config.train_size));
  test_.reset();  // it points at the old network
  run_ = std::move(run);
  return this->config();
}

Progress Session::progress() {
  return run_->has_data() ? run_->fit().progress() : Progress{};
}

std::vector<EpochReport> Session::history() {
  return run_->has_data() ? run_->fit().history() : std::vector<EpochReport>{};
}

std::optional<Prediction> Session::predict(const Drawing& drawing, double canvas_size) {
  return inkling::predict(run_->model(), drawing, {.canvas_size = canvas_size});
}

std::vector<std::uint8_t> Session::export_onnx() {
  return inkling::export_onnx(run_->model(), {.pixel_divisor = kPixelDivisor});
}

std::string Session::export_pytorch_script() const {
  return pytorch_script(config());
}

}  // namespace inkling
