#include "inkling/train/digit_detector.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/nn/functional.hpp"
#include "inkling/nn/grad_mode.hpp"
#include "inkling/train/mlp.hpp"

namespace inkling {
namespace {

constexpr std::uint64_t kLessonSeed = 1;  // any
constexpr float kLeastDeviation = 1e-3F;  // units that never fire

/// The data of the last layer but its output: the input of the layer.
const Matrix* run_to_last(Sequential& model, const MatrixView& input) {
  const Matrix* output = nullptr;
  for (std::size_t i = 0; i + 1 < model.size(); ++i)
    output = &model.child_at(i).forward(output != nullptr ? MatrixView(*output) : input);
  return output;
}

}  // namespace

Matrix detector_features(Sequential& model, const MatrixView& input) {
  INKLING_REQUIRE(model.size() > 0, "E_API_STATE", "detector_features(model)", "a layer", "none");
  model.eval();
  const NoGradGuard no_grad;
  const Matrix* const hidden = run_to_last(model, input);
  const MatrixView last_input = hidden != nullptr ? MatrixView(*hidden) : input;
  const Matrix& logits = model.child_at(model.size() - 1).forward(last_input);
  Matrix features(input.rows(), last_input.cols() + logits.cols());
  features.leftCols(last_input.cols()) = last_input;
  features.rightCols(logits.cols()) = logits;
  return features;
}

Index detector_width(Sequential& model) {
  const std::vector<NamedParameter> parameters = model.named_parameters();
  const auto last = std::find_if(parameters.rbegin(), parameters.rend(), [](const NamedParameter& named) {
    return named.parameter->shape.size() == 2;
  });
  INKLING_REQUIRE(last != parameters.rend(), "E_API_STATE", "detector_width(model)", "a linear layer",
                  "none");
  return last->parameter->value.rows() + last->parameter->value.cols();
}

DigitDetector::DigitDetector(Index width)
    : mean_(Matrix::Zero(1, width)),
      deviation_(Matrix::Ones(1, width)),
      generator_(kLessonSeed),
      network_(make_mlp({width, kHidden, 2}, generator_)) {}

void DigitDetector::standardize(Matrix& features) const {
  INKLING_REQUIRE(features.cols() == width(), "E_API_SHAPE", "DigitDetector(features)",
                  text(width(), " columns"), text(features.cols()));
  for (Index i = 0; i < features.rows(); ++i)
    features.row(i) = ((features.row(i) - mean_).array() / deviation_.array()).matrix();
}

std::vector<double> DigitDetector::scores(Matrix features) {
  standardize(features);
  network_.eval();
  const NoGradGuard no_grad;
  const Matrix probabilities = softmax(network_.forward(features));
  std::vector<double> scores;
  scores.reserve(static_cast<std::size_t>(probabilities.rows()));
  for (Index i = 0; i < probabilities.rows(); ++i) scores.push_back(probabilities(i, 1));
  return scores;
}

DetectorLesson::DetectorLesson(DigitDetector& detector, Matrix features, std::vector<std::uint8_t> is_digit)
    : detector_(detector),
      inputs_(std::move(features)),
      is_digit_(std::move(is_digit)),
      generator_(kLessonSeed),
      optimizer_(detector.network().named_parameters()) {
  const auto digits = std::count(is_digit_.begin(), is_digit_.end(), std::uint8_t{1});
  const auto others = std::count(is_digit_.begin(), is_digit_.end(), std::uint8_t{0});
  INKLING_REQUIRE(digits > 0 && others > 0 && digits + others == inputs_.rows(), "E_API_SHAPE",
                  "DetectorLesson(is_digit)", text("0 or 1 for each of ", inputs_.rows(), " rows, and both"),
                  text(digits, " digits and ", others, " others"));
  INKLING_REQUIRE(inputs_.cols() == detector.width(), "E_API_SHAPE", "DetectorLesson(features)",
                  text(detector.width(), " columns"), text(inputs_.cols()));
  // Summed row by row, in an order that no vector width changes.
  std::vector<double> sum(static_cast<std::size_t>(inputs_.cols()));
  std::vector<double> square(sum.size());
  for (Index i = 0; i < inputs_.rows(); ++i) {
    for (std::size_t j = 0; j < sum.size(); ++j) {
      const double value = inputs_(i, static_cast<Index>(j));
      sum[j] += value;
      square[j] += value * value;
    }
  }
  const auto rows = static_cast<double>(inputs_.rows());
  for (std::size_t j = 0; j < sum.size(); ++j) {
    const double mean = sum[j] / rows;
    const double variance = std::max(0.0, square[j] / rows - mean * mean);
    detector.mean()(0, static_cast<Index>(j)) = static_cast<float>(mean);
    detector.deviation()(0, static_cast<Index>(j)) =
        static_cast<float>(std::sqrt(variance)) + kLeastDeviation;
  }
  detector.standardize(inputs_);
  detector.network().set_input_requires_grad(false);
}

Index DetectorLesson::steps(Index rows) {
  return kEpochs * ((rows + kBatchSize - 1) / kBatchSize);
}

bool DetectorLesson::step() {
  const Index steps = DetectorLesson::steps(inputs_.rows());
  if (step_ == steps) return false;
  const Index batches = steps / kEpochs;
  const Index batch = step_ % batches;
  if (batch == 0) order_ = randperm(inputs_.rows(), generator_);
  const Index first = batch * kBatchSize;
  const Index count = std::min(kBatchSize, inputs_.rows() - first);
  Matrix input(count, inputs_.cols());
  std::vector<std::uint8_t> labels;
  for (Index i = 0; i < count; ++i) {
    const std::uint32_t row = order_[static_cast<std::size_t>(first + i)];
    input.row(i) = inputs_.row(static_cast<Index>(row));
    labels.push_back(is_digit_[row]);
  }
  Sequential& network = detector_.network();
  network.train();
  loss_.forward(network.forward(input), labels);
  network.backward(loss_.backward());
  optimizer_.step();
  ++step_;
  return true;
}

double decline_threshold(std::vector<double> digit_scores, double share) {
  INKLING_REQUIRE(!digit_scores.empty(), "E_API_SHAPE", "decline_threshold(digit_scores)", "at least one",
                  "none");
  const auto declined = static_cast<std::size_t>(share * static_cast<double>(digit_scores.size()));
  const auto at =
      digit_scores.begin() + static_cast<std::ptrdiff_t>(std::min(declined, digit_scores.size() - 1));
  std::nth_element(digit_scores.begin(), at, digit_scores.end());
  return *at;
}

}  // namespace inkling
