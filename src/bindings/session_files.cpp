// Session's network and run as files.
#include <utility>

#include "bindings/session.hpp"
#include "inkling/core/error.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/io/onnx.hpp"
#include "inkling/nn/parameter_vector.hpp"
#include "inkling/train/checkpoint.hpp"
#include "inkling/train/pytorch_script.hpp"
#include "inkling/train/saved_model.hpp"
#include "inkling/train/small_file.hpp"

namespace inkling {
namespace {

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

std::vector<std::uint8_t> Session::save_model() {
  require_no_correction("network file");
  return write_safetensors(model_file(run_->model(), network_of(settings())));
}

std::vector<std::uint8_t> Session::parameter_vector() {
  require_no_correction("parameter vector");
  return parameters_to_vector(run_->model());
}

std::vector<std::uint8_t> Session::save_small_model() {
  require_no_correction("network file");
  fit_with_data();
  return write_safetensors(
      rounded_weights(model_file(run_->model(), network_of(config())), run_->split().train));
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

std::vector<std::uint8_t> Session::export_onnx() {
  require_no_correction("ONNX file");
  return inkling::export_onnx(run_->model(), {.pixel_divisor = run_->split().train.pixel_divisor()});
}

std::string Session::export_pytorch_script() const {
  return pytorch_script(config());
}

}  // namespace inkling
