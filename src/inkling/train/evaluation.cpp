#include "inkling/train/evaluation.hpp"

#include <utility>

namespace inkling {

Evaluator::Evaluator(Module& model, DataLoader loader) : model_(model), loader_(std::move(loader)) {}

void Evaluator::begin() {
  loader_.begin();
  result_ = {};
  loss_sum_ = 0;
}

bool Evaluator::step() {
  if (!loader_.next()) return false;
  model_.eval();
  const Matrix& logits = model_.forward(loader_.inputs());
  batch_loss_ = loss_.forward(logits, loader_.labels());
  for (Index i = 0; i < logits.rows(); ++i) {
    Index predicted = 0;
    logits.row(i).maxCoeff(&predicted);
    if (predicted == loader_.labels()[static_cast<std::size_t>(i)]) ++result_.correct;
  }
  result_.images += logits.rows();
  loss_sum_ += static_cast<double>(batch_loss_) * static_cast<double>(logits.rows());
  result_.loss = loss_sum_ / static_cast<double>(result_.images);
  return true;
}

Evaluation evaluate(Module& model, const Dataset& dataset, Index batch_size) {
  Evaluator evaluator(model, DataLoader(dataset, {.batch_size = batch_size}));
  evaluator.begin();
  while (evaluator.step()) {
  }
  return evaluator.result();
}

}  // namespace inkling
