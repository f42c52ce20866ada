#include "inkling/train/fit.hpp"

#include <cmath>
#include <limits>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "inkling/core/error.hpp"
#include "inkling/optim/sgd.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/run.hpp"
#include "support/patterns.hpp"

using namespace inkling;
using testing::pattern_dataset;

namespace {

RunConfig small_run(std::uint64_t seed = 1) {
  return {.layers = {784, 16, 10}, .lr = 0.1, .momentum = 0.9, .batch_size = 32, .epochs = 3, .seed = seed};
}

std::vector<EpochReport> epochs_of(Run& run) {
  std::vector<EpochReport> reports;
  while (!run.fit().finished())
    if (const Progress progress = run.fit().advance(); progress.report) reports.push_back(*progress.report);
  return reports;
}

}  // namespace

TEST_CASE("One step of training is forward, loss, backward and update", "[train][trainer]") {
  const Dataset dataset = pattern_dataset(50);
  Generator generator(1);
  Sequential model = make_mlp({784, 10}, generator);
  SGD optimizer(model.named_parameters(), {.lr = 0.1F});
  Trainer trainer(model, optimizer, DataLoader(dataset, {.batch_size = 20}));
  const double before = evaluate(model, dataset).loss;
  const StepReport first = trainer.step();
  CHECK(first.epoch == 0);
  CHECK(first.batch == 1);
  CHECK(first.batches == 3);
  CHECK(first.images == 20);
  CHECK(trainer.step().batch == 2);
  const StepReport last = trainer.step();
  CHECK(last.images == 10);
  CHECK(trainer.epoch() == 1);
  CHECK(trainer.steps() == 3);
  CHECK(evaluate(model, dataset).loss < before);
  CHECK(trainer.step().epoch == 1);
}

TEST_CASE("Batch norm is refused a last batch of one image before it trains", "[train][run]") {
  RunConfig config = small_run();
  config.batch_norm = true;
  Run run(config);
  const auto refused = [&run](Index images) {
    try {
      run.set_data({pattern_dataset(images), pattern_dataset(10)});
    } catch (const Error& error) {
      return error.code();
    }
    return std::string("none");
  };
  CHECK(refused(65) == "E_BN_BATCH");
  CHECK_FALSE(run.has_data());
  CHECK(refused(66) == "none");
  CHECK(epochs_of(run).back().validation_accuracy > 0.5);
}

TEST_CASE("An evaluation weighs each batch's loss by its rows", "[train][evaluation]") {
  const Dataset dataset = pattern_dataset(130);
  Generator generator(2);
  Sequential model = make_mlp({784, 8, 10}, generator);
  const Evaluation whole = evaluate(model, dataset, 130);
  const Evaluation parts = evaluate(model, dataset, 128);
  CHECK(whole.images == 130);
  CHECK(parts.images == 130);
  CHECK(parts.correct == whole.correct);
  CHECK_THAT(parts.loss, Catch::Matchers::WithinRel(whole.loss, 1e-6));
}

TEST_CASE("An evaluation leaves the parameters and the generator as they were", "[train][evaluation]") {
  const Dataset dataset = pattern_dataset(20);
  Generator generator(3);
  Sequential model = make_mlp({784, 10}, generator);
  const Matrix weight = model.named_parameters()[0].parameter->value;
  Generator same = generator;
  evaluate(model, dataset);
  CHECK(model.named_parameters()[0].parameter->value == weight);
  CHECK(same.random32() == generator.random32());
}

TEST_CASE("A run goes through training and validation batch by batch and then stops", "[train][fit]") {
  const TrainingSplit split = split_training_set(pattern_dataset(180), 100, 40);
  Run run({.layers = {784, 10}, .batch_size = 64, .epochs = 1});
  run.set_data(split);
  const Progress first = run.fit().advance();
  CHECK(first.phase == Progress::Phase::training);
  CHECK(first.epoch == 0);
  CHECK(first.batch == 1);
  CHECK(first.batches == 2);
  CHECK(first.batches_per_epoch == 2);
  CHECK(first.step == 1);
  CHECK_FALSE(first.report.has_value());
  CHECK(run.fit().advance().batch == 2);
  const Progress validated = run.fit().advance();
  CHECK(validated.phase == Progress::Phase::validating);
  CHECK(validated.batches == 1);
  CHECK(validated.batches_per_epoch == 2);
  CHECK(validated.epoch == 1);
  REQUIRE(validated.report.has_value());
  CHECK(validated.report->epoch == 1);
  CHECK(validated.report->seconds > 0);
  CHECK(validated.report->validation_loss == evaluate(run.model(), split.validation).loss);
  CHECK(run.fit().finished());
  const Progress after = run.fit().advance();
  CHECK(after.phase == Progress::Phase::finished);
  CHECK(after.step == 2);
  CHECK(after.batches_per_epoch == 2);
}

TEST_CASE("An epoch's training accuracy is that of its batches before their steps", "[train][fit]") {
  RunConfig config = small_run();
  config.batch_size = 50;
  config.epochs = 1;
  const TrainingSplit split = split_training_set(pattern_dataset(60), 50, 10);  // one batch an epoch
  Run run(config);
  run.set_data(split);
  const double before = evaluate(run.model(), split.train).accuracy();
  const std::vector<EpochReport> reports = epochs_of(run);
  REQUIRE(reports.size() == 1);
  CHECK(reports.front().train_accuracy == before);
}

TEST_CASE("Training learns to tell ten patterns apart", "[train][fit]") {
  Run run(small_run());
  run.set_data(split_training_set(pattern_dataset(1200)));
  const std::vector<EpochReport> reports = epochs_of(run);
  REQUIRE(reports.size() == 3);
  CHECK(reports.back().validation_loss < reports.front().validation_loss);
  CHECK(reports.back().train_loss < reports.front().train_loss);
  CHECK(reports.back().validation_accuracy >= 0.95);
  CHECK(reports.back().train_accuracy > reports.front().train_accuracy);
}

TEST_CASE("The same seed gives the same run to the bit, another seed another", "[train][fit]") {
  const TrainingSplit split = split_training_set(pattern_dataset(300));
  std::vector<std::vector<double>> losses;
  for (const std::uint64_t seed : {7U, 7U, 8U}) {
    Run run(small_run(seed));
    run.set_data(split);
    std::vector<double>& series = losses.emplace_back();
    while (!run.fit().finished()) series.push_back(run.fit().advance().loss);
  }
  CHECK(losses[0] == losses[1]);
  CHECK(losses[0] != losses[2]);
}

TEST_CASE("Looking at the model between steps does not change the run", "[train][fit]") {
  const Dataset all = pattern_dataset(300);
  const TrainingSplit split = split_training_set(all);
  Run plain(small_run());
  Run watched(small_run());
  plain.set_data(split);
  watched.set_data(split);
  while (!plain.fit().finished()) {
    const double expected = plain.fit().advance().loss;
    REQUIRE(watched.fit().advance().loss == expected);
    evaluate(watched.model(), all.slice(0, 5));
  }
}

TEST_CASE("A loss that is no number ends the run with the step at which it came", "[train][fit]") {
  Run run(small_run());
  run.set_data(split_training_set(pattern_dataset(300)));
  for (int i = 0; i < 3; ++i) run.fit().advance();
  run.model().named_parameters()[0].parameter->value(0, 0) = std::nanf("");
  std::string code;
  std::string message;
  try {
    run.fit().advance();
  } catch (const Error& error) {
    code = error.code();
    message = error.what();
  }
  CHECK(code == "E_TRAIN_DIVERGED");
  CHECK(message.starts_with("step 4: expected a loss that is a number, found NaN"));
  try {
    run.fit().advance();
    FAIL_CHECK("goes on");
  } catch (const Error& error) {
    CHECK(error.code() == "E_API_STATE");
  }
}

TEST_CASE("Weights spoilt by an epoch's last step are noticed when it is validated", "[train][fit]") {
  Run run({.layers = {784, 10}, .batch_size = 64, .epochs = 2});
  run.set_data(split_training_set(pattern_dataset(60)));
  run.fit().advance();  // the only batch
  run.model().named_parameters()[1].parameter->value(0, 0) = std::nanf("");
  try {
    run.fit().advance();
    FAIL_CHECK("no error");
  } catch (const Error& error) {
    CHECK(error.code() == "E_TRAIN_DIVERGED");
    CHECK(std::string(error.what()).starts_with("validation after step 1"));
  }
}

TEST_CASE("The last sixth validates unless told otherwise", "[train][run]") {
  const Dataset all = pattern_dataset(60);
  const TrainingSplit split = split_training_set(all);
  CHECK(split.train.size() == 50);
  CHECK(split.validation.size() == 10);
  CHECK(split.validation.label(0) == all.label(50));
  CHECK(split_training_set(all, 7).train.size() == 7);
  CHECK_THROWS_AS(split_training_set(all, 51), Error);
  CHECK_THROWS_AS(split_training_set(all, {}, 60), Error);
  CHECK_THROWS_AS(split_training_set(all, {}, 0), Error);
  CHECK_THROWS_AS(split_training_set(all, {}, std::numeric_limits<Index>::min()), Error);
  CHECK_THROWS_AS(split_training_set(pattern_dataset(1)), Error);
}

TEST_CASE("A network that does not fit the images is refused before training", "[train][run]") {
  const TrainingSplit split = split_training_set(pattern_dataset(60));
  Run narrow({.layers = {100, 10}});
  CHECK_THROWS_AS(narrow.set_data(split), Error);
  CHECK_FALSE(narrow.has_data());
  Run few({.layers = {784, 9}});
  CHECK_THROWS_AS(few.set_data(split), Error);
  Run none({});
  CHECK_THROWS_AS(none.fit(), Error);
}
