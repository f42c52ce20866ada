// Makes a Calibration, some milliseconds a call.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "inkling/data/dataset.hpp"
#include "inkling/nn/sequential.hpp"
#include "inkling/train/calibration.hpp"
#include "inkling/train/outliers.hpp"
#include "inkling/train/temperature.hpp"

namespace inkling {

struct CalibrationProgress {
  Index step = 0;
  Index steps = 0;
  bool done = false;
};

/// Measures a network on its validation images and learns what is no digit. The caller owns the loop. It
/// draws from generators of its own, always of the same seed, and changes nothing of the network: the same
/// network and images give the same calibration, to the bit, and the run goes on as if there had been none.
class Calibrator {
 public:
  /// Of the held-out digits, so many are declined.
  static constexpr double kDeclinedShare = 0.0225;

  /// `signs` is filled when it is not yet; those written for another frame are written anew. All three must
  /// live as long. Error E_API_STATE without images, E_IDX_SHAPE or E_IDX_LABEL when they are not the
  /// network's.
  Calibrator(Sequential& model, Dataset validation, std::optional<WrittenSigns>& signs);

  /// The next part of the work. Error E_MODEL_NONFINITE for a network that has diverged.
  CalibrationProgress step();
  [[nodiscard]] CalibrationProgress progress() const;

  /// What came of it. Error E_API_STATE before it is done, and the second time.
  Calibration take();

 private:
  enum class Phase { validation, temperature, writing, features, lesson, threshold, done };

  [[nodiscard]] Index steps_of(Phase phase) const;
  bool advance();
  void begin(Phase phase);
  bool read_validation();
  bool fit();
  bool read_others();
  bool learn();
  bool score_held_out();
  Matrix features_of(const std::vector<std::uint8_t>& pixels, Index first, Index count);
  Matrix features_of_validation(Index first, Index count);

  Sequential& model_;
  Dataset validation_;
  std::optional<WrittenSigns>& signs_;
  bool finds_digits_;
  Index written_steps_ = 0;
  // The rows that the detector is taught, in this order; a quarter as many of the first two are held back.
  Index digits_ = 0;
  Index written_digits_ = 0;
  Index distortions_ = 0;
  Index written_signs_ = 0;
  Phase phase_ = Phase::validation;
  Index step_ = 0;  // of the phase
  Matrix logits_;   // of all validation images
  std::vector<std::uint8_t> labels_;
  std::optional<TemperatureFit> temperature_;
  Generator generator_;
  Matrix features_;
  std::optional<DetectorLesson> lesson_;
  std::vector<double> held_out_;  // scores of the digits
  std::optional<Calibration> result_;
};

}  // namespace inkling
