#include "inkling/train/temperature.hpp"

#include <algorithm>
#include <cmath>

#include "inkling/core/error.hpp"
#include "inkling/core/portable_math.hpp"
#include "inkling/nn/functional.hpp"

namespace inkling {
namespace {

/// Of one row, with weights exp((z - largest) · inverse).
struct Moments {
  double largest = 0;
  double sum = 0;       // of the weights
  double mean = 0;      // of the logits under them
  double variance = 0;  // likewise
};

Moments moments_of(const float* logits, Index classes, double inverse) {
  Moments moments{.largest = *std::max_element(logits, logits + classes)};
  double square = 0;
  for (Index c = 0; c < classes; ++c) {
    const double below = logits[c] - moments.largest;  // not of 0: squares of large logits lose digits
    const double weight = portable_exp(below * inverse);
    moments.sum += weight;
    moments.mean += weight * below;
    square += weight * below * below;
  }
  moments.mean /= moments.sum;
  moments.variance = square / moments.sum - moments.mean * moments.mean;
  moments.mean += moments.largest;
  return moments;
}

void check(const Matrix& logits, std::span<const std::uint8_t> labels) {
  const auto count = static_cast<Index>(labels.size());
  INKLING_REQUIRE(count > 0 && count == logits.rows(), "E_API_SHAPE", "temperature(labels)",
                  text("a label for each of ", logits.rows(), " rows, at least one"), text(count));
  const Index largest = *std::max_element(labels.begin(), labels.end());
  INKLING_REQUIRE(largest < logits.cols(), "E_API_SHAPE", "temperature(labels)",
                  text("labels below ", logits.cols()), text(largest));
  INKLING_REQUIRE(logits.allFinite(), "E_MODEL_NONFINITE", "temperature(logits)",
                  "finite numbers from the network", "NaN", "Its training has diverged; reset it.");
}

}  // namespace

double negative_log_likelihood(const Matrix& logits, std::span<const std::uint8_t> labels,
                               double temperature) {
  check(logits, labels);
  double sum = 0;
  for (Index i = 0; i < logits.rows(); ++i) {
    const Moments row = moments_of(logits.row(i).data(), logits.cols(), 1 / temperature);
    sum +=
        portable_log(row.sum) + (row.largest - logits(i, labels[static_cast<std::size_t>(i)])) / temperature;
  }
  return sum / static_cast<double>(logits.rows());
}

TemperatureFit::TemperatureFit(const Matrix& logits, std::span<const std::uint8_t> labels)
    : logits_(logits), labels_(labels) {
  check(logits, labels);
}

bool TemperatureFit::step() {
  if (done_) return false;
  double slope = 0;      // ∂/∂inverse of the sum of losses
  double curvature = 0;  // ∂²
  for (Index i = 0; i < logits_.rows(); ++i) {
    const Moments row = moments_of(logits_.row(i).data(), logits_.cols(), inverse_);
    slope += row.mean - logits_(i, labels_[static_cast<std::size_t>(i)]);
    curvature += row.variance;
  }
  (slope > 0 ? high_ : low_) = inverse_;
  const double newton = inverse_ - slope / curvature;
  const bool inside = newton > low_ && newton < high_;  // false for NaN, too
  const double next = inside ? newton : std::sqrt(low_ * high_);
  done_ = ++steps_ == kMostSteps || slope == 0 || std::abs(next - inverse_) <= 1e-9 * inverse_;
  if (slope != 0) inverse_ = next;
  return true;
}

double fit_temperature(const Matrix& logits, std::span<const std::uint8_t> labels) {
  TemperatureFit fit(logits, labels);
  while (fit.step()) {
  }
  return fit.temperature();
}

Matrix softmax_at(const MatrixView& logits, double temperature) {
  INKLING_REQUIRE(std::isfinite(temperature) && temperature > 0, "E_API_RANGE", "softmax_at(temperature)",
                  "a finite number above 0", text(temperature));
  const Matrix scaled = logits / static_cast<float>(temperature);
  return softmax(scaled);
}

}  // namespace inkling
