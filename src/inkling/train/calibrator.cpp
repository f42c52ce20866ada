#include "inkling/train/calibrator.hpp"

#include <algorithm>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/train/evaluation.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/mnist_layout.hpp"

namespace inkling {
namespace {

constexpr std::uint64_t kDistortionSeed = 1;  // of the distortions: any
constexpr Index kMostDigits = 10'000;
constexpr Index kDistortions = 6'000;
constexpr Index kFewestDigits = 10;
constexpr std::int64_t kMostNumbers = 8'000'000;  // of all features: 32 MB, which a browser's tab can spare
constexpr Index kCalibrationBatch = kEvaluationBatchSize;
constexpr Index kLessonSteps = 4;  // in a call

Index batches_of(Index rows) {
  return (rows + kCalibrationBatch - 1) / kCalibrationBatch;
}

Index four_fifths(Index count) {
  return count * 4 / 5;
}

void require_fits(Sequential& model, const Dataset& validation) {
  INKLING_REQUIRE(validation.size() > 0, "E_API_STATE", "calibration", "validation images", "none yet",
                  "Load the data first.");
  const std::vector<NamedParameter> parameters = model.named_parameters();
  INKLING_REQUIRE(!parameters.empty(), "E_API_STATE", "calibration", "a network with layers", "none");
  const std::vector<Index>& first = parameters.front().parameter->shape;
  require_fits({first.back(), parameters.back().parameter->shape.front()}, validation);
}

}  // namespace

Calibrator::Calibrator(Sequential& model, Dataset validation, std::optional<WrittenSigns>& signs)
    : model_(model), validation_(std::move(validation)), signs_(signs), generator_(kDistortionSeed) {
  require_fits(model_, validation_);
  finds_digits_ = validation_.classes() == kDigits && validation_.rows() == validation_.columns() &&
                  validation_.size() >= kFewestDigits && has_mnist_layout(validation_);
  logits_.resize(validation_.size(), validation_.classes());
  result_.emplace().network = fingerprint(model_);
  if (!finds_digits_) return;
  const Frame frame = {validation_.rows(), validation_.columns()};
  if (!signs_ || !(signs_->frame() == frame)) signs_.emplace(frame);
  written_steps_ = signs_->steps_left();
  const std::int64_t width = detector_width(model_);
  const Index all = kMostDigits + kDistortions + WrittenSigns::kDigitImages + WrittenSigns::kSignImages;
  // A wide last layer gets fewer examples of each kind, not more memory.
  const auto some = [&](Index wanted) {
    return std::max<Index>(kFewestDigits, static_cast<Index>(std::min<std::int64_t>(
                                              wanted, wanted * kMostNumbers / (all * width))));
  };
  digits_ = four_fifths(std::min(validation_.size(), some(kMostDigits)));
  written_digits_ = four_fifths(some(WrittenSigns::kDigitImages));
  distortions_ = some(kDistortions);
  written_signs_ = some(WrittenSigns::kSignImages);
  features_.resize(digits_ + written_digits_ + distortions_ + written_signs_, static_cast<Index>(width));
}

Index Calibrator::steps_of(Phase phase) const {
  if (!finds_digits_ && phase > Phase::temperature) return 0;
  switch (phase) {
    case Phase::validation:
      return batches_of(validation_.size());
    case Phase::temperature:
      return TemperatureFit::kMostSteps;
    case Phase::writing:
      return written_steps_;
    case Phase::features:
      return batches_of(written_digits_ + distortions_ + written_signs_);
    case Phase::lesson:
      return DetectorLesson::steps(digits_ + written_digits_ + distortions_ + written_signs_) / kLessonSteps +
             1;
    case Phase::threshold:
      return batches_of(digits_ / 4) + batches_of(written_digits_ / 4);
    case Phase::done:
      break;
  }
  return 0;
}

CalibrationProgress Calibrator::progress() const {
  CalibrationProgress progress{.done = phase_ == Phase::done};
  for (auto phase = Phase::validation; phase < Phase::done;
       phase = static_cast<Phase>(static_cast<int>(phase) + 1)) {
    if (phase < phase_) progress.step += steps_of(phase);
    progress.steps += steps_of(phase);
  }
  progress.step = std::min(progress.step + step_, progress.steps);
  return progress;
}

CalibrationProgress Calibrator::step() {
  if (phase_ != Phase::done) {
    ++step_;
    if (!advance()) {
      const Phase next = static_cast<Phase>(static_cast<int>(phase_) + 1);
      begin(!finds_digits_ && next > Phase::temperature ? Phase::done : next);
    }
  }
  return progress();
}

/// False at the end of the phase.
bool Calibrator::advance() {
  switch (phase_) {
    case Phase::validation:
      return read_validation();
    case Phase::temperature:
      return fit();
    case Phase::writing:
      return signs_->write() && !signs_->done();
    case Phase::features:
      return read_others();
    case Phase::lesson:
      return learn();
    case Phase::threshold:
      return score_held_out();
    case Phase::done:
      break;
  }
  return false;
}

void Calibrator::begin(Phase phase) {
  phase_ = phase;
  step_ = 0;
  if (phase == Phase::temperature) temperature_.emplace(logits_, labels_);
  if (phase == Phase::lesson) {
    result_->judge.detector = std::make_unique<DigitDetector>(features_.cols());
    std::vector<std::uint8_t> is_digit(static_cast<std::size_t>(features_.rows()));
    std::fill_n(is_digit.begin(), digits_ + written_digits_, std::uint8_t{1});
    lesson_.emplace(*result_->judge.detector, std::move(features_), std::move(is_digit));
  }
}

Matrix Calibrator::features_of_validation(Index first, Index count) {
  Matrix input(count, validation_.features());
  for (Index i = 0; i < count; ++i)
    pixels_to_input(validation_.image(first + i), input.row(i).data(), validation_.pixel_divisor());
  return detector_features(model_, input);
}

Matrix Calibrator::features_of(const std::vector<std::uint8_t>& pixels, Index first, Index count) {
  const Index size = validation_.features();
  Matrix input(count, size);
  pixels_to_input(std::span(pixels).subspan(static_cast<std::size_t>(first * size),
                                            static_cast<std::size_t>(count * size)),
                  input.data());
  return detector_features(model_, input);
}

bool Calibrator::read_validation() {
  const Index first = (step_ - 1) * kCalibrationBatch;
  const Index count = std::min(kCalibrationBatch, validation_.size() - first);
  const Matrix features = features_of_validation(first, count);
  logits_.middleRows(first, count) = features.rightCols(logits_.cols());
  const Index taught = std::clamp<Index>(digits_ - first, 0, count);
  if (taught > 0) features_.middleRows(first, taught) = features.topRows(taught);
  for (Index i = first; i < first + count; ++i) labels_.push_back(validation_.label(i));
  return first + count < validation_.size();
}

bool Calibrator::fit() {
  if (temperature_->step()) return true;
  result_->temperature = temperature_->temperature();
  temperature_.reset();
  result_->before = reliability(softmax_at(logits_, 1), labels_);
  result_->after = reliability(softmax_at(logits_, result_->temperature), labels_);
  return false;
}

/// What is no validation image: written digits, distortions, written signs.
bool Calibrator::read_others() {
  const Index first = (step_ - 1) * kCalibrationBatch;  // after the digits
  const Index count = std::min(kCalibrationBatch, features_.rows() - digits_ - first);
  const auto size = static_cast<std::size_t>(validation_.features());
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(count) * size);
  for (Index i = 0; i < count; ++i) {
    const std::span<std::uint8_t> image = std::span(pixels).subspan(static_cast<std::size_t>(i) * size, size);
    const Index row = first + i;
    const Index sign = row - written_digits_ - distortions_;
    if (row >= written_digits_ && sign < 0) {
      distort_digits(validation_.slice(0, digits_), generator_, image);
      continue;
    }
    const std::vector<std::uint8_t>& from = sign < 0 ? signs_->digit_pixels() : signs_->sign_pixels();
    const auto at =
        from.begin() + static_cast<std::ptrdiff_t>(sign < 0 ? row : sign) * static_cast<std::ptrdiff_t>(size);
    std::copy_n(at, size, image.begin());
  }
  features_.middleRows(digits_ + first, count) = features_of(pixels, 0, count);
  return digits_ + first + count < features_.rows();
}

bool Calibrator::learn() {
  for (Index i = 0; i < kLessonSteps; ++i)
    if (!lesson_->step()) return false;
  return true;
}

/// First of the validation images, then of the written digits.
bool Calibrator::score_held_out() {
  lesson_.reset();
  DigitJudge& judge = result_->judge;
  const Index images = digits_ / 4;
  const Index written = written_digits_ / 4;
  const Index first = (step_ - 1) * kCalibrationBatch;
  const Index first_written = (step_ - 1 - batches_of(images)) * kCalibrationBatch;
  const std::vector<double> scores = judge.detector->scores(
      first_written < 0 ? features_of_validation(digits_ + first, std::min(kCalibrationBatch, images - first))
                        : features_of(signs_->digit_pixels(), written_digits_ + first_written,
                                      std::min(kCalibrationBatch, written - first_written)));
  held_out_.insert(held_out_.end(), scores.begin(), scores.end());
  if (static_cast<Index>(held_out_.size()) < images + written) return true;
  judge.threshold = decline_threshold(held_out_, kDeclinedShare);
  const auto declined =
      std::count_if(held_out_.begin(), held_out_.begin() + static_cast<std::ptrdiff_t>(images),
                    [&](double score) { return score < judge.threshold; });
  judge.declined = static_cast<double>(declined) / static_cast<double>(images);
  return false;
}

Calibration Calibrator::take() {
  INKLING_REQUIRE(phase_ == Phase::done && result_, "E_API_STATE", "Calibrator::take()",
                  "a calibration that is done", "none");
  Calibration result = std::move(*result_);
  result_.reset();
  return result;
}

}  // namespace inkling
