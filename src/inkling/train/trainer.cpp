#include "inkling/train/trainer.hpp"

#include <chrono>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/core/parallel.hpp"
#include "inkling/nn/functional.hpp"

namespace inkling {
namespace {

Index count_correct(const Matrix& logits, std::span<const std::uint8_t> labels) {
  Index correct = 0;
  for (Index i = 0; i < logits.rows(); ++i) {
    const std::span<const float> row(logits.row(i).data(), static_cast<std::size_t>(logits.cols()));
    correct += argmax(row) == labels[static_cast<std::size_t>(i)] ? 1 : 0;
  }
  return correct;
}

}  // namespace

Trainer::Trainer(Module& model, Optimizer& optimizer, DataLoader loader)
    : model_(model), optimizer_(optimizer), loader_(std::move(loader)) {
  INKLING_REQUIRE(loader_.batches() > 0, "E_API_STATE", "Trainer(loader)", "a batch of training images",
                  text("none of ", loader_.dataset().size(), " images"));
  model_.set_input_requires_grad(false);  // the images are not learnt
}

StepReport Trainer::step() {
  using Clock = std::chrono::steady_clock;
  const ThreadLimit limit(threads_.next(get_num_threads()));
  const Clock::time_point start = Clock::now();
  if (!in_epoch_) loader_.begin();
  loader_.next();
  model_.train();
  const Matrix& logits = model_.forward(loader_.inputs());
  const float loss = loss_.forward(logits, loader_.labels());
  const Index correct = count_correct(logits, loader_.labels());
  model_.backward(loss_.backward());
  optimizer_.step();
  threads_.took(std::chrono::duration<double>(Clock::now() - start).count());

  const StepReport report{.epoch = epoch_,
                          .batch = loader_.batch(),
                          .batches = loader_.batches(),
                          .images = loader_.inputs().rows(),
                          .threads = limit.threads(),
                          .loss = loss,
                          .correct = correct};
  ++steps_;
  in_epoch_ = loader_.batch() < loader_.batches();
  if (!in_epoch_) ++epoch_;
  return report;
}

void Trainer::load_state(TrainerState state) {
  const Index batches = loader_.batches();
  const Index batch = state.loader.batch == batches ? 0 : state.loader.batch;
  const bool fits = state.epoch >= 0 && state.steps >= 0 && state.steps / batches == state.epoch &&
                    state.steps % batches == batch && (state.loader.batch > 0) == (state.steps > 0) &&
                    state.loader.begun == (state.steps > 0);
  INKLING_REQUIRE(fits, "E_API_STATE", "Trainer::load_state()", text("epochs of ", batches, " steps"),
                  text(state.epoch, " epochs, ", state.steps, " steps, ", state.loader.batch, " batches"));
  loader_.load_state(std::move(state.loader));
  epoch_ = state.epoch;
  steps_ = state.steps;
  in_epoch_ = batch > 0;
}

}  // namespace inkling
