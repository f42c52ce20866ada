#include "bindings/session.hpp"

#include <algorithm>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/nn/summary.hpp"
#include "inkling/train/written_digits.hpp"

namespace inkling {

Session::Session() : run_(std::make_unique<Run>(RunConfig{})) {}

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

Progress Session::progress() {
  return run_->has_data() ? run_->fit().progress() : Progress{};
}

std::vector<EpochReport> Session::history() {
  return run_->has_data() ? run_->fit().history() : std::vector<EpochReport>{};
}

}  // namespace inkling
