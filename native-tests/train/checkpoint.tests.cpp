#include "inkling/train/checkpoint.hpp"

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

#include "inkling/io/model_file.hpp"
#include "inkling/nn/batch_norm1d.hpp"
#include "inkling/nn/dropout.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"
#include "inkling/optim/adamw.hpp"
#include "inkling/optim/lr_scheduler/one_cycle_lr.hpp"
#include "inkling/train/training_state.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::pattern_dataset;
using testing::refusal_of;

namespace {

constexpr Index kImages = 75;  // 3 batches, the last one smaller
constexpr Index kBatch = 32;
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
      if (i % 5 >= 3) numbers[i] = 0;
  }
  return write_safetensors(file);
}

RunConfig small_config() {
  return {.layers = {784, 12, 10}, .lr = 0.1, .momentum = 0.9, .batch_size = 32, .epochs = 3};
}

TrainingSplit small_split() {
  return {pattern_dataset(kImages), pattern_dataset(40)};
}

std::unique_ptr<Run> small_run(int calls) {
  auto run = std::make_unique<Run>(small_config());
  run->set_data(small_split());
  for (int i = 0; i < calls; ++i) run->fit().advance();
  return run;
}

TensorFile changed(const std::vector<std::uint8_t>& bytes, const std::function<void(TensorFile&)>& change) {
  TensorFile file = read_safetensors(bytes, "saved");
  change(file);
  return file;
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
    }
  }
}

TEST_CASE("A checkpoint holds the run, its images' checksum and its history", "[train][checkpoint]") {
  const auto run = small_run(8);
  const std::vector<std::uint8_t> bytes = write_checkpoint(*run);
  CHECK(write_checkpoint(*run) == bytes);
  const Checkpoint checkpoint = read_checkpoint(bytes, "run.checkpoint");
  CHECK(checkpoint.config == small_config());
  CHECK(checkpoint.train_images == kImages);
  CHECK(checkpoint.validation_images == 40);
  const auto resumed = resume(checkpoint, small_split(), "run.checkpoint");
  CHECK(resumed->fit().history() == run->fit().history());
  CHECK(resumed->fit().history().size() == 2);
  CHECK(write_safetensors(state_dict(resumed->model())) == write_safetensors(state_dict(run->model())));
  CHECK(write_safetensors(model_of(checkpoint)) == write_safetensors(state_dict(run->model())));
}

TEST_CASE("A run that is over can be made longer", "[train][checkpoint]") {
  const auto run = small_run(1000);
  Checkpoint checkpoint = read_checkpoint(write_checkpoint(*run), "saved");
  CHECK(resume(checkpoint, small_split(), "saved")->fit().finished());
  checkpoint.config.epochs = 2;
  CHECK(refusal_of([&] { return resume(checkpoint, small_split(), "saved"); }).code == "E_HP_EPOCHS");
  checkpoint.config.epochs = 5;
  const auto longer = resume(checkpoint, small_split(), "saved");
  while (!longer->fit().finished()) longer->fit().advance();

  RunConfig config = small_config();
  config.epochs = 5;
  Run straight(config);
  straight.set_data(small_split());
  while (!straight.fit().finished()) straight.fit().advance();
  CHECK(write_safetensors(state_dict(longer->model())) == write_safetensors(state_dict(straight.model())));
}

TEST_CASE("Every damage of a checkpoint is noticed", "[train][checkpoint]") {
  RunConfig config = small_config();
  config.layers = {784, 1, 10};
  Run run(config);
  run.set_data(small_split());
  run.fit().advance();
  const std::vector<std::uint8_t> bytes = write_checkpoint(run);
  CHECK(read_checkpoint(bytes, "whole").config == config);
  Generator random(5);
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::uint8_t> damaged = bytes;
    const std::size_t at = random.random32() % bytes.size();
    damaged[at] ^= static_cast<std::uint8_t>(1U << (random.random32() % 8));
    INFO("byte " << at);
    REQUIRE(refusal_of([&] { return read_checkpoint(damaged, "damaged"); }).code.starts_with("E_ST_"));
  }
  for (std::size_t size = 0; size < bytes.size(); size += 61)
    REQUIRE(
        refusal_of([&] { return read_checkpoint({bytes.data(), size}, "cut"); }).code.starts_with("E_ST_"));
}

TEST_CASE("A checkpoint is refused for what it says of itself", "[train][checkpoint]") {
  const auto run = small_run(3);
  const std::vector<std::uint8_t> bytes = write_checkpoint(*run);
  const auto refusal = [&](const std::string& key, const std::string& value) {
    const TensorFile file = changed(bytes, [&](TensorFile& f) { f.metadata[key] = value; });
    return refusal_of([&] { return read_checkpoint(write_safetensors(file), "run.checkpoint"); });
  };
  CHECK(refusal("format", "pt").code == "E_ST_FORMAT");
  const auto newer = refusal("version", "2");
  CHECK(newer.code == "E_ST_VERSION");
  CHECK(newer.message.find("newer") != std::string::npos);
  CHECK(refusal("version", "one").code == "E_ST_FORMAT");
  CHECK(refusal("run", "lr=0.5").code == "E_ST_CRC");
  CHECK(refusal("crc32", "").code == "E_ST_FORMAT");

  const Checkpoint checkpoint = read_checkpoint(bytes, "run.checkpoint");
  const TrainingSplit others = {pattern_dataset(kImages + 1).slice(1, kImages), pattern_dataset(40)};
  CHECK(refusal_of([&] { return resume(checkpoint, others, "run.checkpoint"); }).code == "E_ST_DATA");
  const TrainingSplit divided = {
      Dataset(testing::pattern_images(kImages), testing::pattern_labels(kImages), 10, 256.0F),
      pattern_dataset(40)};
  CHECK(refusal_of([&] { return resume(checkpoint, divided, "run.checkpoint"); }).code == "E_ST_DATA");
  Checkpoint other_rate = checkpoint;
  other_rate.config.lr = 0.2;
  CHECK(refusal_of([&] { return resume(other_rate, small_split(), "run.checkpoint"); }).code == "E_ST_STATE");
  Checkpoint larger = checkpoint;
  larger.config.layers = {784, 8000, 10};
  CHECK(refusal_of([&] { return resume(larger, small_split(), "run.checkpoint"); }).code == "E_ST_MODEL");
  const TrainingSplit fewer = {pattern_dataset(kImages - 1), pattern_dataset(40)};
  CHECK(refusal_of([&] { return resume(checkpoint, fewer, "run.checkpoint"); }).code == "E_ST_DATA");
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
    TensorFile file = good;
    std::erase_if(file.tensors, [&](const NamedTensor& other) { return other.name == tensor.name; });
    INFO("without " << tensor.name);
    CHECK(refusal_of([&] { return load(file); }).code.starts_with("E_ST_"));
  }
  TensorFile more = good;
  more.tensors.push_back({"fit.more", {}, integer(1)});
  CHECK(refusal_of([&] { return load(more); }).code == "E_ST_STATE");
}

TEST_CASE("E4: what has diverged is not saved", "[train][checkpoint]") {
  const auto run = small_run(1);
  run->model().named_parameters().front().parameter->value(0, 0) = NAN;
  CHECK(refusal_of([&] { return write_checkpoint(*run); }).code == "E_ST_NONFINITE");
  CHECK(refusal_of([&] { return run->fit().advance().step; }).code == "E_TRAIN_DIVERGED");
  CHECK(refusal_of([&] { return write_checkpoint(*run); }).code == "E_API_STATE");

  Run without_images(small_config());
  CHECK(refusal_of([&] { return write_checkpoint(without_images); }).code == "E_API_STATE");
}
