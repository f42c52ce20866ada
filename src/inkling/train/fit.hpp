// The tutorial's fit(): epochs of training, each followed by validation, cut into calls of a millisecond.
#pragma once

#include <optional>

#include "inkling/train/evaluation.hpp"
#include "inkling/train/trainer.hpp"

namespace inkling {

/// What one epoch came to. Losses are averaged by batch rows, as the tutorial prints them.
struct EpochReport {
  Index epoch = 0;  ///< 1 for the first
  double train_loss = 0;
  double validation_loss = 0;
  double validation_accuracy = 0;
  double seconds = 0;  ///< spent in this epoch's training steps; validation and pauses do not count
  double images_per_second = 0;
};

/// What one call of Fit::advance() did.
struct Progress {
  enum class Phase { training, validating, finished };

  Phase phase = Phase::training;
  Index epoch = 0;               ///< epochs that are complete, their validation included
  Index batch = 0;               ///< batches done of this phase of the current epoch: 1 after the first
  Index batches = 0;             ///< batches that this phase of the epoch has
  Index step = 0;                ///< training steps done since the start of the run
  double loss = 0;               ///< of this batch, the mean over its images
  double images_per_second = 0;  ///< over this epoch's training steps
  int threads = 1;               ///< that computed the last training step
  std::optional<EpochReport> report = {};  ///< set by the call that completes an epoch
};

struct FitOptions {
  Index epochs = 25;
  Index batch_size = 64;
  Index validation_batch_size = kEvaluationBatchSize;
};

/// Trains `model` and validates it after each epoch. The caller owns the loop: each advance() does one batch
/// of training or validation, so pausing, cancelling and progress cost nothing. The order of draws from
/// `generator` is that of the tutorial's script under torch, so the same seed gives the same batches. Model,
/// optimizer and generator must outlive the Fit.
class Fit {
 public:
  /// Throws Error E_API_STATE when either data set is empty.
  Fit(Module& model, Optimizer& optimizer, const Dataset& train_set, const Dataset& validation_set,
      Generator& generator, FitOptions options);

  /// One batch. After the last epoch's validation it does nothing and says Phase::finished.
  /// Error E_TRAIN_DIVERGED when the batch's loss is not a finite number, in training or validation. After
  /// that or any other error the run is over: every further call throws E_API_STATE.
  Progress advance();

  [[nodiscard]] bool finished() const { return epoch_ >= options_.epochs; }
  [[nodiscard]] Index epoch() const { return epoch_; }

 private:
  Progress train_batch();
  Progress validate_batch();
  [[nodiscard]] double images_per_second() const;

  FitOptions options_;
  Trainer trainer_;
  Evaluator validation_;
  bool validating_ = false;
  bool failed_ = false;
  Index epoch_ = 0;
  Index images_ = 0;     // trained on in this epoch
  double seconds_ = 0;   // spent on them
  double loss_sum_ = 0;  // over them
  int threads_ = 1;      // of the last step
};

}  // namespace inkling
