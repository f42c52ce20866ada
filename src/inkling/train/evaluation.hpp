// How well a network does on images that it was not trained on.
#pragma once

#include "inkling/data/data_loader.hpp"
#include "inkling/nn/cross_entropy.hpp"
#include "inkling/nn/module.hpp"

namespace inkling {

struct Evaluation {
  Index images = 0;
  Index correct = 0;
  double loss = 0;  ///< mean of the batches' losses, weighted by their rows

  [[nodiscard]] double accuracy() const {
    return images > 0 ? static_cast<double>(correct) / static_cast<double>(images) : 0;
  }
};

/// One pass over a data set, a batch a call. Model must outlive it.
class Evaluator {
 public:
  Evaluator(Module& model, DataLoader loader);

  /// Begins a pass; result() starts again at 0 images.
  void begin();

  /// Evaluates the next batch in eval mode; false when the pass was over already.
  bool step();

  [[nodiscard]] bool done() const { return loader_.batch() == loader_.batches(); }
  [[nodiscard]] const Evaluation& result() const { return result_; }  ///< over the images so far
  [[nodiscard]] float batch_loss() const { return batch_loss_; }
  [[nodiscard]] const DataLoader& loader() const { return loader_; }

 private:
  Module& model_;
  DataLoader loader_;
  CrossEntropyLoss loss_;
  Evaluation result_;
  double loss_sum_ = 0;
  float batch_loss_ = 0;
};

/// A whole pass at once, drawing nothing from any generator. The default batch is the tutorial's.
Evaluation evaluate(Module& model, const Dataset& dataset, Index batch_size = 128);

}  // namespace inkling
