// The tutorial's fit(): epochs of training, each followed by validation, cut into calls of a millisecond.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "inkling/train/evaluation.hpp"
#include "inkling/train/schedule.hpp"
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
  /// Of the batches as they were trained on, each before its step, changed images and dropout included. -1
  /// when it is not known: of epochs that an earlier version's checkpoint has.
  double train_accuracy = -1;

  bool operator==(const EpochReport&) const = default;
};

/// What one call of Fit::advance() did.
struct Progress {
  enum class Phase { training, validating, finished };

  Phase phase = Phase::training;
  Index epoch = 0;               ///< epochs that are complete, their validation included
  Index batch = 0;               ///< batches done of this phase of the current epoch: 1 after the first
  Index batches = 0;             ///< batches that this phase of the epoch has
  Index step = 0;                ///< training steps done since the start of the run
  Index batches_per_epoch = 0;   ///< training batches in each epoch
  double loss = 0;               ///< of this batch, the mean over its images
  double images_per_second = 0;  ///< over this epoch's training steps
  int threads = 1;               ///< that computed the last training step
  std::optional<EpochReport> report = {};  ///< set by the call that completes an epoch
};

/// Where a run of epochs is.
struct FitState {
  TrainerState trainer = {};
  bool validating = false;
  Index images = 0;  ///< trained on in this epoch
  double seconds = 0;
  double loss_sum = 0;
  std::vector<EpochReport> history = {};
  Index correct = -1;  ///< of `images`; -1: not known, as in an earlier version's checkpoint

  bool operator==(const FitState&) const = default;
};

struct FitOptions {
  Index epochs = 25;
  Index batch_size = 64;
  Index validation_batch_size = kEvaluationBatchSize;
  AugmentOptions augment = {};   ///< of the training images: see DataLoaderOptions
  Schedule* schedule = nullptr;  ///< stepped after batches and epochs of training; it must outlive the Fit
  /// Called after each batch of training and the schedule's step with the batches and the epochs that are
  /// done.
  std::function<void(Index steps, Index epochs)> on_step = {};
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

  /// Where it is, without going on; the loss is 0.
  [[nodiscard]] Progress progress() const;

  [[nodiscard]] bool finished() const { return epoch_ >= options_.epochs; }
  [[nodiscard]] Index epoch() const { return epoch_; }

  /// Epochs of which a batch is done already.
  [[nodiscard]] Index epochs_begun() const;
  [[nodiscard]] Index epochs() const { return options_.epochs; }
  /// A longer run, or a shorter one. Error E_HP_EPOCHS for fewer than are begun.
  void set_epochs(Index epochs);

  /// From the next batch of training on. Error E_HP_AUGMENT.
  void set_augment(const AugmentOptions& augment) { trainer_.set_augment(augment); }

  /// Whether an error has ended it.
  [[nodiscard]] bool failed() const { return failed_; }

  /// Of each epoch that is complete.
  [[nodiscard]] const std::vector<EpochReport>& history() const { return history_; }

  /// Error E_API_STATE for a run that an error ended: nothing good comes of going on with it.
  [[nodiscard]] FitState state() const;
  /// Goes on where a Fit of the same data and options was, to the bit; model, optimizer and generator have
  /// states of their own, and the schedule its go_to(). A validation that was under way begins anew, with the
  /// same result. Error E_API_STATE when the parts of the state do not fit each other, or the data. More
  /// epochs than the other had are a longer run.
  void load_state(FitState state);

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
  Index correct_ = 0;    // of them; below 0: not known
  std::vector<EpochReport> history_;
  int threads_ = 1;  // of the last step
};

}  // namespace inkling
