// How well a network does on images that it was not trained on.
#pragma once

#include <cstdint>
#include <vector>

#include "inkling/data/data_loader.hpp"
#include "inkling/nn/cross_entropy.hpp"
#include "inkling/nn/module.hpp"
#include "inkling/train/confusion.hpp"
#include "inkling/train/mistakes.hpp"

namespace inkling {

/// The predicted class is torch's argmax over the logits: the first of equal ones, and NaN is greater than
/// any number. An image with NaN among its logits thus has a class, and may even be counted as correct; it
/// makes the loss NaN, which is how to tell.
struct Evaluation {
  Index images = 0;
  Index correct = 0;
  double loss = 0;            ///< mean of the batches' losses, weighted by their rows
  ConfusionMatrix confusion;  ///< of the data set's classes

  [[nodiscard]] double accuracy() const {
    return images > 0 ? static_cast<double>(correct) / static_cast<double>(images) : 0;
  }
};

/// One pass over a data set, a batch a call. Model must outlive it.
class Evaluator {
 public:
  /// An image is known by its place in a pass: its index in the loader's data set, unless the loader
  /// shuffles.
  Evaluator(Module& model, DataLoader loader);

  /// Begins a pass; result() starts again at 0 images.
  void begin();

  /// As begin(), but draws nothing: for a pass that had begun when it was saved.
  void begin_again();

  /// Evaluates the next batch in eval mode and without gradients; false when the pass was over already. Error
  /// E_API_SHAPE unless the model gives one logit for each class of the data set.
  bool step();

  [[nodiscard]] bool done() const { return loader_.batch() == loader_.batches(); }
  [[nodiscard]] const Evaluation& result() const { return result_; }  ///< over the images so far
  [[nodiscard]] float batch_loss() const { return batch_loss_; }
  [[nodiscard]] const DataLoader& loader() const { return loader_; }

  /// Of each image so far: the class that it was taken for, and its own cross entropy.
  [[nodiscard]] const std::vector<std::uint8_t>& predictions() const { return predictions_; }
  [[nodiscard]] const std::vector<float>& losses() const { return losses_; }

  /// The images so far that were taken for another class; by index, and the `count` worst of them.
  [[nodiscard]] const std::vector<Mistake>& mistakes() const { return mistakes_; }
  [[nodiscard]] std::vector<Mistake> most_mistaken(std::size_t count) const;

  /// The images so far of class `label` that were taken for `predicted`, the `count` of greatest loss: a cell
  /// of the confusion matrix. On its diagonal, where none is mistaken, those that were least sure. Error
  /// E_API_RANGE as ConfusionMatrix::count().
  [[nodiscard]] std::vector<Mistake> taken(Index label, Index predicted, std::size_t count) const;

 private:
  void forget();
  void note(Index row, const Matrix& logits);

  Module& model_;
  DataLoader loader_;
  CrossEntropyLoss loss_;
  Evaluation result_;
  double loss_sum_ = 0;
  float batch_loss_ = 0;
  std::vector<std::uint8_t> predictions_;
  std::vector<float> losses_;
  std::vector<Mistake> mistakes_;
  std::vector<float> probabilities_;  // of one image; here so that a mistake allocates nothing
};

inline constexpr Index kEvaluationBatchSize = 128;  ///< the tutorial's

/// A whole pass at once, drawing nothing from any generator.
Evaluation evaluate(Module& model, const Dataset& dataset, Index batch_size = kEvaluationBatchSize);

}  // namespace inkling
