#include "inkling/train/training_state.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "inkling/nn/batch_norm1d.hpp"
#include "inkling/nn/dropout.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"
#include "inkling/optim/adamw.hpp"
#include "inkling/optim/lr_scheduler/one_cycle_lr.hpp"
#include "inkling/optim/sgd.hpp"
#include "support/figure.hpp"
#include "support/refusal.hpp"
#include "support/small_run.hpp"

using namespace inkling;
using testing::kBatch;
using testing::kImages;
using testing::pattern_dataset;
using testing::refusal_of;
using testing::small_run;

namespace {

constexpr Index kEpochs = 4;
constexpr Index kCalls = kEpochs * (3 + 2);  // of advance(): batches of training and of validation

/// A training run whose parts are chosen freely; the same for the same choice.
struct Training {
  using Layers = std::function<void(Sequential&, Generator&)>;

  Training(const Layers& between, bool adam, bool scheduled)
      : train_set(pattern_dataset(kImages)), validation_set(pattern_dataset(40)) {
    model.add("hidden1", std::make_unique<Linear>(784, 12, generator));
    between(model, generator);
    model.add("relu1", std::make_unique<ReLU>());
    model.add("out", std::make_unique<Linear>(12, 10, generator));
    if (adam)
      optimizer = std::make_unique<AdamW>(model.named_parameters(), AdamWOptions{.lr = 0.01});
    else
      optimizer = std::make_unique<SGD>(model.named_parameters(), SGDOptions{.lr = 0.05, .momentum = 0.9});
    if (scheduled)
      schedule =
          std::make_unique<OneCycleLR>(*optimizer, OneCycleLROptions{.max_lr = 0.1, .total_steps = 100});
    fit = std::make_unique<Fit>(
        model, *optimizer, train_set, validation_set, generator,
        FitOptions{.epochs = kEpochs, .batch_size = kBatch, .validation_batch_size = 20});
  }

  /// The loss of what it did.
  double advance() {
    const Progress progress = fit->advance();
    if (schedule && progress.phase == Progress::Phase::training) schedule->step();
    return progress.loss;
  }

  TrainingParts parts() { return {model, *optimizer, generator, *fit}; }

  Generator generator{7};
  Dataset train_set;
  Dataset validation_set;
  Sequential model;
  std::unique_ptr<Optimizer> optimizer;
  std::unique_ptr<LRScheduler> schedule;
  std::unique_ptr<Fit> fit;
};

/// All of the state, but for what clocks said.
std::vector<std::uint8_t> timeless_bytes(const TrainingParts& parts) {
  TensorFile file = training_state(parts);
  for (NamedTensor& tensor : file.tensors) {
    if (tensor.name == "fit.seconds") tensor.values = std::vector<double>{0};
    if (tensor.name != "fit.history") continue;
    std::vector<double>& numbers = tensor.values.as<double>();
    for (std::size_t i = 0; i < numbers.size(); ++i)
      if (i % 6 == 3 || i % 6 == 4) numbers[i] = 0;
  }
  return write_safetensors(file);
}

NamedTensor& tensor_of(TensorFile& file, const std::string& name) {
  for (NamedTensor& tensor : file.tensors)
    if (tensor.name == name) return tensor;
  throw std::runtime_error("no tensor " + name);
}

}  // namespace

TEST_CASE("B5: a run that was saved goes on to the bit as if it had not stopped", "[train][checkpoint]") {
  const auto none = [](Sequential&, Generator&) {};
  const auto batch_norm = [](Sequential& model, Generator&) {
    model.add("bn1", std::make_unique<BatchNorm1d>(12));
  };
  const auto dropout = [](Sequential& model, Generator& generator) {
    model.add("dropout1", std::make_unique<Dropout>(0.3, generator));
  };
  struct Case {
    std::string name;
    Training::Layers between;
    bool adam;
    bool scheduled;
  };
  const std::array<Case, 5> cases = {{{"momentum", none, false, false},
                                      {"batch norm", batch_norm, false, false},
                                      {"dropout", dropout, false, false},
                                      {"a schedule", none, false, true},
                                      {"AdamW with all of it", dropout, true, true}}};
  Generator random(99);
  int cuts = 0;
  for (const auto& [name, between, adam, scheduled] : cases) {
    Training straight(between, adam, scheduled);
    std::vector<double> losses;
    for (Index i = 0; i < kCalls; ++i) losses.push_back(straight.advance());
    CHECK(straight.fit->finished());
    const std::vector<std::uint8_t> end = timeless_bytes(straight.parts());

    for (int cut = 0; cut < 10; ++cut) {
      const auto at = static_cast<std::size_t>(random.random32() % kCalls);
      INFO(name << ", saved after " << at << " calls");
      Training first(between, adam, scheduled);
      for (std::size_t i = 0; i < at; ++i) first.advance();
      const std::vector<std::uint8_t> saved = write_safetensors(training_state(first.parts()));

      Training second(between, adam, scheduled);
      const TensorFile file = read_safetensors(saved, "saved");
      load_training_state(second.parts(), file, "saved");
      for (Index i = 0; second.schedule && i < first.fit->state().trainer.steps; ++i) second.schedule->step();
      const bool validating = first.fit->state().validating;
      REQUIRE((validating || write_safetensors(training_state(second.parts())) == saved));
      std::vector<double> rest;
      while (!second.fit->finished()) rest.push_back(second.advance());
      // A validation that was under way is begun anew.
      const auto again = static_cast<std::ptrdiff_t>(losses.size() - rest.size());
      CHECK(again <= static_cast<std::ptrdiff_t>(at));
      CHECK((validating || again == static_cast<std::ptrdiff_t>(at)));
      CHECK(std::equal(rest.begin(), rest.end(), losses.begin() + again, losses.end()));
      CHECK(timeless_bytes(second.parts()) == end);
      ++cuts;
    }
  }
  testing::figure("B5", "runs cut and gone on with", cuts);
}

TEST_CASE("A state that cannot be is refused", "[train][checkpoint]") {
  struct Row {
    std::string tensor;
    TensorValues values;
    std::string code;
  };
  const auto saved = small_run(2);
  const TrainingParts saved_parts{saved->model(), saved->optimizer(), saved->generator(), saved->fit()};
  const TensorFile good = training_state(saved_parts);
  const auto integer = [](std::int64_t value) { return TensorValues(std::vector<std::int64_t>{value}); };
  std::vector<std::int64_t> twice(kImages, 0);
  std::vector<std::int64_t> beyond(kImages);
  for (std::size_t i = 0; i < beyond.size(); ++i) beyond[i] = static_cast<std::int64_t>(i) + 1;
  std::vector<std::int64_t> negative(GeneratorState::kWords, -1);
  const std::vector<Row> rows = {
      {"loader.batch", integer(70000), "E_ST_STATE"},
      {"loader.batch", integer(-1), "E_ST_STATE"},
      {"loader.batch", integer(std::numeric_limits<std::int32_t>::max()), "E_ST_STATE"},
      {"loader.batch", integer(1), "E_ST_STATE"},  // but two steps
      {"loader.begun", integer(2), "E_ST_STATE"},
      {"loader.begun", integer(0), "E_ST_STATE"},
      {"loader.pass_ended", integer(1), "E_ST_STATE"},
      {"loader.order", twice, "E_ST_STATE"},
      {"loader.order", beyond, "E_ST_STATE"},
      {"generator.words", negative, "E_ST_STATE"},
      {"generator.next", integer(625), "E_ST_STATE"},
      {"generator.next", integer(-1), "E_ST_STATE"},
      {"optimizer.step", integer(-1), "E_ST_STATE"},
      {"optimizer.step", integer(0), "E_ST_STATE"},  // but with buffers
      {"optimizer.lr", std::vector<double>{-1}, "E_ST_STATE"},
      {"fit.epoch", integer(1), "E_ST_STATE"},
      {"fit.steps", integer(-1), "E_ST_STATE"},
      {"fit.validating", integer(1), "E_ST_STATE"},
      {"fit.images", integer(1'000'000), "E_ST_STATE"},
      {"fit.images", integer(32), "E_ST_STATE"},  // but two batches
      {"fit.seconds", std::vector<double>{-1}, "E_ST_STATE"},
      {"fit.loss_sum", std::vector<double>{INFINITY}, "E_ST_STATE"},
      {"loader.batch", integer((std::int64_t{1} << 32U) + 2), "E_ST_STATE"},
      {"fit.steps", integer((std::int64_t{1} << 32U) + 2), "E_ST_STATE"},
      {"optimizer.step", integer(std::numeric_limits<std::int64_t>::max()), "E_ST_STATE"},
      {"optimizer.step", integer(3), "E_ST_STATE"},  // but two
      {"optimizer.out.bias.momentum_buffer", std::vector<float>(10, NAN), "E_ST_STATE"},
      {"model.out.bias", std::vector<float>(10, NAN), "E_ST_NONFINITE"},
      {"model.out.bias", std::vector<double>(10), "E_ST_DTYPE"},
  };
  const auto load = [](const TensorFile& file) {
    const auto run = small_run(0);
    load_training_state({run->model(), run->optimizer(), run->generator(), run->fit()}, file, "saved");
    return 0;
  };
  CHECK(refusal_of([&] { return load(good); }).code == "none");
  for (const auto& [name, values, code] : rows) {
    TensorFile file = good;
    tensor_of(file, name).values = values;
    INFO(name << " with " << values.size() << " values");
    CHECK(refusal_of([&] { return load(file); }).code == code);
  }
  for (const NamedTensor& tensor : good.tensors) {
    if (tensor.name == "fit.correct") continue;  // earlier versions did not count
    TensorFile file = good;
    std::erase_if(file.tensors, [&](const NamedTensor& other) { return other.name == tensor.name; });
    INFO("without " << tensor.name);
    CHECK(refusal_of([&] { return load(file); }).code.starts_with("E_ST_"));
  }
  TensorFile more = good;
  more.tensors.push_back({"fit.more", {}, integer(1)});
  CHECK(refusal_of([&] { return load(more); }).code == "E_ST_STATE");
}
