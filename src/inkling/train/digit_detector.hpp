// Tells digits from what is none, by what a trained network makes of an image.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "inkling/core/random.hpp"
#include "inkling/nn/cross_entropy.hpp"
#include "inkling/nn/sequential.hpp"
#include "inkling/optim/adamw.hpp"

namespace inkling {

/// What the detector looks at: the input of the network's last layer beside its output, the logits.
/// (images, width). In eval mode and without gradients: neither weights nor any generator change. Error
/// E_API_STATE for a network without layers.
Matrix detector_features(Sequential& model, const MatrixView& input);
/// The last of these columns are the logits; so many columns there are.
Index detector_width(Sequential& model);

/// A small network of its own: features, each moved and scaled to mean 0 and deviation 1 over what it was
/// taught with, → 48 → 2 (no digit, digit). It has seen what is no digit (Hendrycks et al., "Deep Anomaly
/// Detection with Outlier Exposure", 2019): thresholds on the greatest probability, the energy of the logits
/// (Liu et al. 2020) or the distance to the classes' means (Lee et al. 2018) let three letters of four pass,
/// this one lets one of three.
class DigitDetector {
 public:
  static constexpr Index kHidden = 48;

  /// Knows nothing yet. Error E_HP_SIZE unless width >= 1.
  explicit DigitDetector(Index width);

  [[nodiscard]] Index width() const { return mean_.cols(); }
  /// (1, width) each, and the network's parameters hidden1 and out: what a file holds.
  Matrix& mean() { return mean_; }
  Matrix& deviation() { return deviation_; }
  Sequential& network() { return network_; }

  /// Makes of features what its network takes. Error E_API_SHAPE for another width.
  void standardize(Matrix& features) const;

  /// Of each row the probability, 0 to 1, that it was a digit.
  std::vector<double> scores(Matrix features);

 private:
  Matrix mean_;
  Matrix deviation_;
  Generator generator_;
  Sequential network_;
};

/// Teaches a detector, a batch a call: AdamW with PyTorch's defaults, cross entropy, both with the same seed
/// every time.
class DetectorLesson {
 public:
  static constexpr Index kBatchSize = 128;
  static constexpr Index kEpochs = 8;

  /// Takes mean and deviation from the features, which it keeps. is_digit: 1 or 0 for each row. The detector
  /// must live as long. Error E_API_SHAPE unless there is one for each row, at least one of either kind, and
  /// the width is the detector's.
  DetectorLesson(DigitDetector& detector, Matrix features, std::vector<std::uint8_t> is_digit);

  static Index steps(Index rows);  ///< that it takes with so many
  /// False when all are done.
  bool step();

 private:
  DigitDetector& detector_;
  Matrix inputs_;
  std::vector<std::uint8_t> is_digit_;
  Generator generator_;
  CrossEntropyLoss loss_;
  AdamW optimizer_;
  std::vector<std::uint32_t> order_;
  Index step_ = 0;
};

/// The greatest score below which at most this share of the digits' scores lies: what scores less is
/// declined. Error E_API_SHAPE without scores.
double decline_threshold(std::vector<double> digit_scores, double share);

}  // namespace inkling
