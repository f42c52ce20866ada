// What a trained network's answers are worth: its temperature, how far it can be believed, and what is no
// digit.
#pragma once

#include <memory>
#include <string>

#include "inkling/nn/sequential.hpp"
#include "inkling/train/digit_detector.hpp"
#include "inkling/train/prediction.hpp"
#include "inkling/train/reliability.hpp"

namespace inkling {

/// Tells digits from what is none; scores below the threshold are declined.
struct DigitJudge {
  std::unique_ptr<DigitDetector> detector;
  double threshold = 0;
  double declined = 0;  ///< share of the validation images that were held back
};

/// Of one network.
struct Calibration {
  std::string network;     ///< its fingerprint()
  double temperature = 1;  ///< that its logits are divided by
  Reliability before;      ///< on the validation images, at temperature 1
  Reliability after;       ///< likewise, at this one
  DigitJudge judge = {};   ///< without a detector for data that is no ink digits: nothing is declined

  [[nodiscard]] bool tells_digits() const { return judge.detector != nullptr; }
};

/// Gives the prediction the probabilities of the calibration's temperature, the label stays, and a verdict if
/// there is a detector. Error E_API_SHAPE when the network is not as wide as the detector's.
void apply(const Calibration& calibration, Sequential& model, Prediction& prediction);

}  // namespace inkling
