#include "inkling/train/fit.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"

namespace inkling {

Fit::Fit(Module& model, Optimizer& optimizer, const Dataset& train_set, const Dataset& validation_set,
         Generator& generator, FitOptions options)
    : options_(std::move(options)),
      trainer_(model, optimizer,
               DataLoader(train_set, {.batch_size = options_.batch_size,
                                      .shuffle = true,
                                      .augment = options_.augment,
                                      .default_generator = &generator})),
      validation_(model, DataLoader(validation_set, {.batch_size = options_.validation_batch_size,
                                                     .default_generator = &generator})) {
  INKLING_REQUIRE(validation_set.size() > 0, "E_API_STATE", "Fit(validation_set)", "validation images",
                  "none");
}

Progress Fit::advance() {
  if (finished())
    return {.phase = Progress::Phase::finished,
            .epoch = epoch_,
            .step = trainer_.steps(),
            .batches_per_epoch = trainer_.loader().batches(),
            .images_per_second = images_per_second(),
            .threads = threads_};
  INKLING_REQUIRE(!failed_, "E_API_STATE", "training", "a run that can go on", "one that an error ended",
                  "Reset it to start anew.");
  failed_ = true;  // until this batch came to its end: a batch that an error cut short is not repeated
  const Progress progress = validating_ ? validate_batch() : train_batch();
  INKLING_REQUIRE(
      std::isfinite(progress.loss), "E_TRAIN_DIVERGED",
      text(progress.phase == Progress::Phase::training ? "step " : "validation after step ", progress.step),
      "a loss that is a number", number_text(progress.loss),
      "Training has diverged; reset with a smaller learning rate.");
  failed_ = false;
  return progress;
}

Progress Fit::progress() const {
  using Phase = Progress::Phase;
  const DataLoader& loader = validating_ ? validation_.loader() : trainer_.loader();
  return {.phase = finished() ? Phase::finished : (validating_ ? Phase::validating : Phase::training),
          .epoch = epoch_,
          .batch = !validating_ && loader.batch() == loader.batches() ? 0 : loader.batch(),
          .batches = loader.batches(),
          .step = trainer_.steps(),
          .batches_per_epoch = trainer_.loader().batches(),
          .images_per_second = images_per_second(),
          .threads = threads_};
}

Index Fit::epochs_begun() const {
  const bool in_epoch = validating_ || trainer_.loader().batch() % trainer_.loader().batches() > 0;
  return epoch_ + (in_epoch ? 1 : 0);
}

void Fit::set_epochs(Index epochs) {
  const Index least = std::max<Index>(1, epochs_begun());
  INKLING_REQUIRE(epochs >= least, "E_HP_EPOCHS", "epochs",
                  text("at least ", least, ", which the run has begun"), text(epochs));
  options_.epochs = epochs;
}

double Fit::images_per_second() const {
  return seconds_ > 0 ? static_cast<double>(images_) / seconds_ : 0;
}

Progress Fit::train_batch() {
  using Clock = std::chrono::steady_clock;
  const bool first_of_epoch =
      trainer_.loader().batch() == trainer_.loader().batches() || trainer_.steps() == 0;
  if (first_of_epoch) {
    images_ = 0;
    seconds_ = 0;
    loss_sum_ = 0;
    correct_ = 0;
  }
  const Clock::time_point start = Clock::now();
  const StepReport step = trainer_.step();
  threads_ = step.threads;
  seconds_ += std::chrono::duration<double>(Clock::now() - start).count();
  images_ += step.images;
  if (correct_ >= 0) correct_ += step.correct;
  loss_sum_ += static_cast<double>(step.loss) * static_cast<double>(step.images);
  if (options_.schedule != nullptr) {
    options_.schedule->after_batch();
    if (step.batch == step.batches) options_.schedule->after_epoch();
  }
  if (options_.on_step) options_.on_step(trainer_.steps(), trainer_.epoch());

  if (step.batch == step.batches) {
    validating_ = true;
    validation_.begin();
  }
  return {.phase = Progress::Phase::training,
          .epoch = epoch_,
          .batch = step.batch,
          .batches = step.batches,
          .step = trainer_.steps(),
          .batches_per_epoch = step.batches,
          .loss = step.loss,
          .images_per_second = images_per_second(),
          .threads = step.threads};
}

Progress Fit::validate_batch() {
  validation_.step();
  Progress progress{.phase = Progress::Phase::validating,
                    .epoch = epoch_,
                    .batch = validation_.loader().batch(),
                    .batches = validation_.loader().batches(),
                    .step = trainer_.steps(),
                    .batches_per_epoch = trainer_.loader().batches(),
                    .loss = validation_.batch_loss(),
                    .images_per_second = images_per_second(),
                    .threads = threads_};
  if (!validation_.done()) return progress;

  validating_ = false;
  progress.epoch = ++epoch_;
  progress.report = EpochReport{
      .epoch = epoch_,
      .train_loss = loss_sum_ / static_cast<double>(images_),
      .validation_loss = validation_.result().loss,
      .validation_accuracy = validation_.result().accuracy(),
      .seconds = seconds_,
      .images_per_second = images_per_second(),
      .train_accuracy = correct_ < 0 ? -1 : static_cast<double>(correct_) / static_cast<double>(images_)};
  history_.push_back(*progress.report);
  return progress;
}

FitState Fit::state() const {
  INKLING_REQUIRE(!failed_, "E_API_STATE", "Fit::state()", "a run that can go on", "one that an error ended");
  return {trainer_.state(), validating_, images_, seconds_, loss_sum_, history_, correct_};
}

void Fit::load_state(FitState state) {
  const auto epochs = static_cast<Index>(state.history.size());
  const Index trained = state.trainer.epoch;
  const Index batch = state.trainer.loader.batch;
  const Index batches = trainer_.loader().batches();
  INKLING_REQUIRE(batch >= 0 && batch <= batches, "E_API_STATE", "Fit::load_state()",
                  "a batch of this data set", text(batch, " of ", batches));  // before it is multiplied
  const Index images = std::min(batch * options_.batch_size, trainer_.loader().dataset().size());
  const bool counted = std::isfinite(state.loss_sum) && std::isfinite(state.seconds) && state.seconds >= 0 &&
                       state.images == images && state.correct >= -1 && state.correct <= images;
  INKLING_REQUIRE(
      counted && epochs == trained - (state.validating ? 1 : 0) && (!state.validating || batch == batches),
      "E_API_STATE", "Fit::load_state()", "a history as long as the training",
      text(epochs, " epochs of ", trained, state.validating ? ", the last in validation" : ""));
  trainer_.load_state(std::move(state.trainer));
  validating_ = state.validating;
  if (validating_) validation_.begin_again();
  failed_ = false;
  epoch_ = epochs;
  images_ = state.images;
  seconds_ = state.seconds;
  loss_sum_ = state.loss_sum;
  correct_ = state.correct;
  history_ = std::move(state.history);
}

}  // namespace inkling
