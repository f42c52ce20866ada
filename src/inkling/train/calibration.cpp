#include "inkling/train/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/train/temperature.hpp"

namespace inkling {

void apply(const Calibration& calibration, Sequential& model, Prediction& prediction) {
  const std::vector<std::uint8_t>& pixels = prediction.image.pixels;
  Matrix input(1, static_cast<Index>(pixels.size()));
  pixels_to_input(pixels, input.data());
  const Matrix features = detector_features(model, input);
  const auto classes = static_cast<Index>(prediction.probabilities.size());
  const Matrix logits = features.rightCols(classes);
  const Matrix probabilities = softmax_at(logits, calibration.temperature);
  std::copy(probabilities.data(), probabilities.data() + classes, prediction.probabilities.begin());
  if (!calibration.tells_digits()) return;
  const double score = calibration.judge.detector->scores(features).front();
  prediction.verdict = {score >= calibration.judge.threshold, score};
}

}  // namespace inkling
