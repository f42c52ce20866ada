#include "inkling/train/run_config.hpp"

#include <cmath>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/core/error.hpp"

using namespace inkling;

TEST_CASE("An empty hash is the tutorial", "[train][run_config]") {
  for (const char* hash : {"", "#", "#&"}) CHECK(parse_run_config(hash) == RunConfig{});
  CHECK(to_hash(RunConfig{}).empty());
  CHECK(layers_text(RunConfig{}.layers) == "784-128-256-10");
}

TEST_CASE("Every field of the hash is read and written back", "[train][run_config]") {
  const std::string hash =
      "layers=784-32-10&activation=gelu&batchnorm=1&dropout=0.25&lr=0.01&momentum=0.9&nesterov=1&wd=0.0001"
      "&schedule=step:2:0.5&batch=128&epochs=5&seed=42&train=1000&augment=0.5&rotation=1&scale=0&shear=0.25&"
      "shift=0.75&thickness=0.4&elastic=0.6&synthetic=0.25";
  const RunConfig config = parse_run_config("#" + hash);
  CHECK(config.layers == std::vector<Index>{784, 32, 10});
  CHECK(config.activation == "gelu");
  CHECK(config.batch_norm);
  CHECK(config.dropout == 0.25);
  CHECK(config.nesterov);
  CHECK(config.weight_decay == 0.0001);
  CHECK(config.schedule == ScheduleOptions{ScheduleOptions::Kind::step, 2, 0.5});
  CHECK(config.lr == 0.01);
  CHECK(config.momentum == 0.9);
  CHECK(config.batch_size == 128);
  CHECK(config.epochs == 5);
  CHECK(config.seed == 42);
  CHECK(config.train_size == 1000);
  CHECK(config.augment == 0.5);
  CHECK(augmentation_of(config) == AugmentOptions{1, 0, 0.25, 0.75, 0.4, 0.6});
  CHECK(config.synthetic == 0.25);
  CHECK(to_hash(config) == hash);
  for (const char* optimizer : {"optimizer=adam&wd=0.01", "optimizer=adamw", "optimizer=adamw&wd=0"})
    CHECK(to_hash(parse_run_config(optimizer)) == optimizer);
}

TEST_CASE("Named defaults are left out of the written hash", "[train][run_config]") {
  const RunConfig config = parse_run_config(
      "#layers=784-128-256-10&activation=relu&batchnorm=0&dropout=0&optimizer=sgd&lr=0.001&momentum=0"
      "&nesterov=0&schedule=constant&batch=64&epochs=25&seed=1&augment=0&rotation=0&scale=0&shear=0&shift=0"
      "&thickness=0&elastic=0&synthetic=0");
  CHECK(to_hash(config).empty());
  CHECK(to_hash(parse_run_config("lr=1e-3&seed=2")) == "seed=2");
}

TEST_CASE("Augment is the strength of the four affine kinds, and each may have its own",
          "[train][run_config]") {
  CHECK(augmentation_of(parse_run_config("augment=0.5")) == affine_augment(0.5));
  CHECK(augmentation_of(parse_run_config("augment=0.5&rotation=0&elastic=1")) ==
        AugmentOptions{0, 0.5, 0.5, 0.5, 0, 1});
  CHECK(augmentation_of(parse_run_config("shift=0.5")) == AugmentOptions{.shift = 0.5});
  // One run, one hash: in whatever order, a kind that has augment's strength is not named.
  for (const char* hash : {"augment=0.5&rotation=0.5", "shear=0.5&augment=0.5"}) {
    CHECK(to_hash(parse_run_config(hash)) == "augment=0.5");
    CHECK(parse_run_config(hash) == parse_run_config("augment=0.5"));
  }
  for (const char* hash : {"augment=0.5&shift=0", "shift=0.5&thickness=1", "elastic=0.25"})
    CHECK(to_hash(parse_run_config(hash)) == hash);
  CHECK(to_hash({.augment = 0.5, .scale = 0.5}) == "augment=0.5");
}

TEST_CASE("A hash may be percent-encoded", "[train][run_config]") {
  CHECK(parse_run_config("#l%72=0%2E5").lr == 0.5);
  CHECK_THROWS_AS(parse_run_config("#lr=0.5%"), Error);
  CHECK_THROWS_AS(parse_run_config("#lr=%zz"), Error);
}

TEST_CASE("What cannot be trained is refused with its own code", "[train][run_config]") {
  struct Case {
    std::string hash;
    std::string code;
    std::string message;
  };
  const std::vector<Case> cases = {
      {"lr=NaN", "E_HP_LR", "decimal number, found \"NaN\""},
      {"lr=0", "E_HP_LR", "greater than 0"},
      {"lr=-1", "E_HP_LR", "greater than 0"},
      {"lr=abc", "E_HP_LR", "found \"abc\""},
      {"lr=", "E_HP_LR", "found \"\""},
      {"lr=1e999", "E_HP_LR", "at most 100"},
      {"lr=101", "E_HP_LR", "at most 100"},
      {"lr=0,5", "E_HP_LR", "Use a dot"},
      {"momentum=-0.1", "E_HP_MOMENTUM", "from 0"},
      {"momentum=1", "E_HP_MOMENTUM", "not including, 1"},
      {"batch=0", "E_HP_BATCH", "from 1"},
      {"batch=-1", "E_HP_BATCH", "found \"-1\""},
      {"batch=2.5", "E_HP_BATCH", "whole number"},
      {"batch=4294967296", "E_HP_BATCH", "2^31"},
      {"batch=4097", "E_HP_BATCH", "to 4096"},
      {"epochs=0", "E_HP_EPOCHS", "from 1"},
      {"epochs=-1", "E_HP_EPOCHS", "found \"-1\""},
      {"epochs=1e9", "E_HP_EPOCHS", "whole number"},
      {"layers=", "E_HP_SIZE", "found \"\""},
      {"layers=784", "E_HP_SIZE", "2 to"},
      {"layers=784-0-10", "E_HP_SIZE", "from 1 to 8192"},
      {"layers=784-8193-10", "E_HP_SIZE", "from 1 to 8192"},
      {"layers=784--10", "E_HP_SIZE", "found \"\""},
      {"layers=8192-8192-10", "E_HP_SIZE", "20000000 parameters, 160 MB"},
      {"layers=8192-8192-10&optimizer=adam", "E_HP_SIZE", "which need 1075 MB"},
      {"layers=1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1", "E_HP_SIZE", "layers"},
      {"seed=-1", "E_HP_SEED", "from 0"},
      {"seed=1.5", "E_HP_SEED", "whole number"},
      {"seed=9007199254740993", "E_HP_SEED", "2^53"},
      {"train=0", "E_HP_TRAIN", "from 1"},
      {"optimizer=lion", "E_HP_OPTIMIZER", "found \"lion\""},
      {"optimizer=Adam", "E_HP_OPTIMIZER", "sgd, adam or adamw"},
      {"optimizer=adam&momentum=0.9", "E_HP_MOMENTUM", "none beside adam"},
      {"optimizer=adamw&nesterov=1", "E_HP_NESTEROV", "none beside adamw"},
      {"nesterov=1", "E_HP_NESTEROV", "momentum 0"},
      {"nesterov=yes&momentum=0.9", "E_HP_NESTEROV", "0 or 1"},
      {"wd=-0.1", "E_HP_WD", "from 0"},
      {"wd=NaN", "E_HP_WD", "found \"NaN\""},
      {"wd=0,1", "E_HP_WD", "Use a dot"},
      {"wd=1e999", "E_HP_WD", "to 100"},
      {"wd=", "E_HP_WD", "found \"\""},
      {"schedule=linear", "E_HP_SCHEDULE", "warmup-cosine:EPOCHS, found \"linear\""},
      {"schedule=step:0", "E_HP_SCHEDULE", "at least one epoch"},
      {"schedule=warmup-cosine:5&epochs=5", "E_HP_SCHEDULE", "shorter than the run's 5"},
      {"activation=swish", "E_HP_ACTIVATION", "found \"swish\""},
      {"activation=", "E_HP_ACTIVATION", "relu, leaky_relu, gelu, tanh or sigmoid"},
      {"dropout=-0.1", "E_HP_DROPOUT", "from 0"},
      {"dropout=1", "E_HP_DROPOUT", "not including, 1"},
      {"dropout=NaN", "E_HP_DROPOUT", "found \"NaN\""},
      {"dropout=0,5", "E_HP_DROPOUT", "Use a dot"},
      {"batchnorm=2", "E_HP_BATCH_NORM", "0 or 1"},
      {"batchnorm=1&batch=1", "E_HP_BATCH", "at least 2"},
      {"augment=1.5", "E_HP_AUGMENT", "found 1.5"},
      {"augment=-0.1", "E_HP_AUGMENT", "from 0 to 1"},
      {"augment=0,5", "E_HP_AUGMENT", "Use a dot"},
      {"rotation=1.5", "E_HP_AUGMENT", "rotation: expected a number from 0 to 1, found 1.5"},
      {"augment=0.5&scale=-1", "E_HP_AUGMENT", "scale: expected"},
      {"shear=2", "E_HP_AUGMENT", "shear: expected"},
      {"shift=NaN", "E_HP_AUGMENT", "found \"NaN\""},
      {"thickness=1.1", "E_HP_AUGMENT", "thickness: expected"},
      {"elastic=-0.1", "E_HP_AUGMENT", "elastic: expected"},
      {"elastic=0,5", "E_HP_AUGMENT", "Use a dot"},
      {"synthetic=0.55", "E_HP_SYNTHETIC", "found 0.55"},
      {"synthetic=-0.1", "E_HP_SYNTHETIC", "from 0 to 0.5"},
      {"synthetic=much", "E_HP_SYNTHETIC", "a decimal number"},
      {"speed=9", "E_HP_NAME", "found \"speed\""},
      {"lr=1&lr=2", "E_HP_NAME", "twice"},
      {"lr", "E_HP_LR", "found \"\""},
      {std::string(5000, 'x'), "E_HP_NAME", "at most 4096"},
  };
  for (const auto& [hash, code, message] : cases) {
    CAPTURE(hash);
    try {
      parse_run_config(hash);
      FAIL_CHECK("no error");
    } catch (const Error& error) {
      CHECK(error.code() == code);
      CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring(message));
    }
  }
}

TEST_CASE("A config made by a program is checked like a hash", "[train][run_config]") {
  CHECK_NOTHROW(validate({}));
  CHECK_THROWS_AS(validate({.layers = {}}), Error);
  CHECK_THROWS_AS(validate({.lr = std::nan("")}), Error);
  CHECK_THROWS_AS(validate({.batch_size = -5}), Error);
  CHECK_THROWS_AS(validate({.train_size = 0}), Error);
}
