#include "inkling/train/evaluation.hpp"

#include <cmath>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/core/kernels/softmax.hpp"
#include "inkling/nn/functional.hpp"
#include "inkling/nn/grad_mode.hpp"

namespace inkling {

Evaluator::Evaluator(Module& model, DataLoader loader) : model_(model), loader_(std::move(loader)) {}

void Evaluator::begin() {
  loader_.begin();
  forget();
}

void Evaluator::begin_again() {
  loader_.load_state({.begun = true});
  forget();
}

void Evaluator::forget() {
  const Dataset& dataset = loader_.dataset();
  result_ = {.confusion = ConfusionMatrix(dataset.classes())};
  loss_sum_ = 0;
  predictions_.clear();
  losses_.clear();
  mistakes_.clear();
  predictions_.reserve(static_cast<std::size_t>(dataset.size()));
  losses_.reserve(static_cast<std::size_t>(dataset.size()));
  probabilities_.resize(static_cast<std::size_t>(dataset.classes()));
}

bool Evaluator::step() {
  if (!loader_.next()) return false;
  model_.eval();
  const NoGradGuard no_grad;
  const Matrix& logits = model_.forward(loader_.inputs());
  const Index classes = loader_.dataset().classes();
  INKLING_REQUIRE(logits.cols() == classes, "E_API_SHAPE", "Evaluator::step()",
                  text("a network with an output for each of the data's ", classes, " classes"),
                  text(logits.cols(), " outputs"));
  batch_loss_ = loss_.forward(logits, loader_.labels());
  for (Index i = 0; i < logits.rows(); ++i) note(i, logits);
  loss_sum_ += static_cast<double>(batch_loss_) * static_cast<double>(logits.rows());
  result_.loss = loss_sum_ / static_cast<double>(result_.images);
  return true;
}

void Evaluator::note(Index row, const Matrix& logits) {
  const float* const own = logits.row(row).data();
  const auto label = loader_.labels()[static_cast<std::size_t>(row)];
  const auto predicted = static_cast<std::uint8_t>(argmax({own, static_cast<std::size_t>(logits.cols())}));
  const float loss = loss_.losses()(row, 0);
  predictions_.push_back(predicted);
  losses_.push_back(loss);
  result_.confusion.add(label, predicted);
  if (predicted == label) {
    ++result_.correct;
  } else {
    kernels::softmax_row(own, logits.cols(), probabilities_.data());
    mistakes_.push_back({.index = result_.images,
                         .label = label,
                         .predicted = predicted,
                         .probability = probabilities_[predicted],
                         .label_probability = probabilities_[label],
                         .loss = loss});
  }
  ++result_.images;
}

std::vector<Mistake> Evaluator::most_mistaken(std::size_t count) const {
  return inkling::most_mistaken(mistakes_, count);
}

std::vector<Mistake> Evaluator::taken(Index label, Index predicted, std::size_t count) const {
  std::vector<Mistake> all;
  all.reserve(static_cast<std::size_t>(result_.confusion.count(label, predicted)));
  if (label != predicted) {
    for (const Mistake& mistake : mistakes_)
      if (mistake.label == label && mistake.predicted == predicted) all.push_back(mistake);
    return inkling::most_mistaken(all, count);
  }
  for (std::size_t i = 0; i < predictions_.size(); ++i) {
    const auto index = static_cast<Index>(i);
    if (predictions_[i] != predicted || loader_.dataset().label(index) != label) continue;
    const float probability = std::exp(-losses_[i]);  // cross entropy is -log of it
    all.push_back({.index = index,
                   .label = static_cast<int>(label),
                   .predicted = static_cast<int>(predicted),
                   .probability = probability,
                   .label_probability = probability,
                   .loss = losses_[i]});
  }
  return inkling::most_mistaken(all, count);
}

Evaluation evaluate(Module& model, const Dataset& dataset, Index batch_size) {
  Evaluator evaluator(model, DataLoader(dataset, {.batch_size = batch_size}));
  evaluator.begin();
  while (evaluator.step()) {
  }
  return evaluator.result();
}

}  // namespace inkling
