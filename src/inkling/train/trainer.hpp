// One mini-batch at a time: forward, loss, backward, optimizer step.
#pragma once

#include "inkling/data/data_loader.hpp"
#include "inkling/nn/cross_entropy.hpp"
#include "inkling/nn/module.hpp"
#include "inkling/optim/optimizer.hpp"
#include "inkling/train/thread_choice.hpp"

namespace inkling {

struct StepReport {
  Index epoch = 0;    ///< of this batch, 0 for the first
  Index batch = 0;    ///< batches done in this epoch, this one included
  Index batches = 0;  ///< that an epoch has
  Index images = 0;   ///< in this batch
  int threads = 1;    ///< that computed it
  float loss = 0;     ///< mean over the batch, before the step
  Index correct = 0;  ///< images of the batch that were read right, before the step
};

/// Where a trainer is in its epochs.
struct TrainerState {
  Index epoch = 0;  ///< epochs whose last batch is done
  Index steps = 0;
  DataLoaderState loader = {};

  bool operator==(const TrainerState&) const = default;
};

/// The caller owns the loop; a step takes less than a millisecond. Of the threads that set_num_threads()
/// allows, as many compute as it goes fastest with. Model and optimizer must outlive the trainer, which tells
/// the model that its input needs no gradient.
class Trainer {
 public:
  /// Error E_API_STATE when the loader has no batch.
  Trainer(Module& model, Optimizer& optimizer, DataLoader loader);

  /// Trains on the next batch; begins the next epoch by itself.
  StepReport step();

  [[nodiscard]] Index epoch() const { return epoch_; }  ///< epochs whose last batch is done
  [[nodiscard]] Index steps() const { return steps_; }
  [[nodiscard]] TrainerState state() const { return {epoch_, steps_, loader_.state()}; }
  /// Goes on where a trainer with the same loader was; model, optimizer and generator have states of their
  /// own. Error E_API_STATE when epochs, steps and batches do not fit.
  void load_state(TrainerState state);

  /// See DataLoader.
  void set_augment(const AugmentOptions& augment) { loader_.set_augment(augment); }

  [[nodiscard]] const DataLoader& loader() const { return loader_; }

 private:
  Module& model_;
  Optimizer& optimizer_;
  DataLoader loader_;
  CrossEntropyLoss loss_;
  ThreadChoice threads_;
  Index epoch_ = 0;
  Index steps_ = 0;
  bool in_epoch_ = false;
};

}  // namespace inkling
