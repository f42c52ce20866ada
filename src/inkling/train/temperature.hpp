// Temperature scaling: how much a network is too sure of itself, as one number.
#pragma once

#include <cstdint>
#include <span>

#include "inkling/core/types.hpp"

namespace inkling {

/// Mean of -log softmax(logits / temperature)[label]. logits: (images, classes); one label each.
double negative_log_likelihood(const Matrix& logits, std::span<const std::uint8_t> labels,
                               double temperature);

/// Finds the temperature of the least negative_log_likelihood(), after Guo et al., "On Calibration of Modern
/// Neural Networks", ICML 2017, section 4.2. In 1 / temperature that function is convex: Newton's method on
/// its slope, halving the interval wherever a step would leave it. One evaluation a call, since the caller
/// owns the loop. Portable, to the bit.
class TemperatureFit {
 public:
  /// Between these: of labels that are all right by any margin the least one would be 0.
  static constexpr double kLowest = 0.05;
  static constexpr double kHighest = 20;
  static constexpr int kMostSteps = 40;

  /// Both must live as long. Error E_API_SHAPE unless there is a label, below the number of classes, for each
  /// of at least one row; E_MODEL_NONFINITE for logits that are not finite.
  TemperatureFit(const Matrix& logits, std::span<const std::uint8_t> labels);

  /// False when it was found already.
  bool step();

  [[nodiscard]] double temperature() const { return 1 / inverse_; }

 private:
  const Matrix& logits_;
  std::span<const std::uint8_t> labels_;
  double inverse_ = 1;
  double low_ = 1 / kHighest;
  double high_ = 1 / kLowest;
  int steps_ = 0;
  bool done_ = false;
};

/// The whole of it at once.
double fit_temperature(const Matrix& logits, std::span<const std::uint8_t> labels);

/// softmax(logits / temperature), row by row: the order of the classes stays. Error E_API_RANGE unless the
/// temperature is finite and above 0.
Matrix softmax_at(const MatrixView& logits, double temperature);

}  // namespace inkling
