#include "inkling/train/run_changes.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/core/number_text.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/nn/summary.hpp"
#include "inkling/train/checkpoint.hpp"
#include "support/refusal.hpp"
#include "support/small_run.hpp"

using namespace inkling;
using Catch::Matchers::ContainsSubstring;
using testing::refusal_of;
using testing::small_split;

namespace {

const std::string kSmall = "layers=784-12-8-10&batch=32&epochs=4&lr=0.1";  // of 3 steps an epoch

std::string hash_after(const std::string& hash, Index step, const std::string& fields) {
  return to_hash(changed(parse_run_config(hash), step, fields));
}

/// Everything that a run came to, but for what clocks said.
struct End {
  std::string fingerprint;
  std::vector<std::string> losses;

  bool operator==(const End&) const = default;
};

End end_of(Run& run) {
  End end;
  while (!run.fit().finished()) end.losses.push_back(number_text(run.fit().advance().loss));
  for (const EpochReport& report : run.fit().history())
    end.losses.push_back(number_text(report.validation_loss));
  end.fingerprint = fingerprint(run.model());
  return end;
}

std::unique_ptr<Run> begun(const std::string& hash) {
  auto run = std::make_unique<Run>(parse_run_config(hash));
  run->set_data(small_split());
  return run;
}

/// Goes on to so many steps of training.
void go_to(Run& run, Index steps, std::vector<std::string>* losses = nullptr) {
  while (run.fit().progress().step < steps) {
    const Progress progress = run.fit().advance();
    if (losses != nullptr) losses->push_back(number_text(progress.loss));
  }
}

struct Change {
  Index step;
  std::string fields;
};

}  // namespace

TEST_CASE("Changes are read from the hash and written back in their order", "[train][run_changes]") {
  const RunConfig config = parse_run_config("at=800:momentum=0.9,500:lr=0.1");
  CHECK(config.changes == std::vector<RunChange>{{500, "lr", "0.1"}, {800, "momentum", "0.9"}});
  CHECK(to_hash(config) == "at=500:lr=0.1,800:momentum=0.9");
  CHECK(parse_run_config("at=500%3Alr%3D0.1%2C800%3Amomentum%3D0.9") == config);
  CHECK(to_hash(parse_run_config("at=7:momentum=0.90,7:lr=1e-1,7:nesterov=1")) ==
        "at=7:lr=0.1,7:momentum=0.9,7:nesterov=1");
}

TEST_CASE("A change that changes nothing is none, so that one run has one hash", "[train][run_changes]") {
  CHECK(to_hash(parse_run_config("at=5:lr=0.001")).empty());
  CHECK(to_hash(parse_run_config("at=5:lr=0.1,9:lr=0.10")) == "at=5:lr=0.1");
  CHECK(to_hash(parse_run_config("augment=0.5&at=5:rotation=0.5")) == "augment=0.5");
  CHECK(to_hash(parse_run_config("augment=0.5&rotation=1&at=5:rotation=0.5,7:augment=0.7")) ==
        "augment=0.5&rotation=1&at=5:rotation=0.5,7:augment=0.7");
}

TEST_CASE("A run's values are those after the changes up to a step", "[train][run_changes]") {
  const RunConfig config = parse_run_config("augment=0.5&at=5:lr=0.1,9:lr=0.2,9:augment=0.7,12:shift=0");
  CHECK(at_step(config, 4).lr == 0.001);
  CHECK(at_step(config, 5).lr == 0.1);
  CHECK(at_step(config, 8).augment == 0.5);
  CHECK(augmentation_of(at_step(config, 9)).shift == 0.7);
  CHECK(augmentation_of(at_step(config, 100)) == AugmentOptions{0.7, 0.7, 0.7, 0, 0, 0});
  CHECK(at_step(config, 100).changes.empty());
}

TEST_CASE("Texts that are no changes are refused with their own code", "[train][run_changes]") {
  struct Case {
    std::string at;
    std::string code;
    std::string message;
  };
  std::string many;
  for (int i = 1; i <= 101; ++i)
    many += (i > 1 ? "," : "") + std::to_string(i) + ":wd=0." + std::to_string(i);
  for (const auto& [at, code, message] : std::vector<Case>{
           {"", "E_HP_CHANGE", "STEP:NAME=VALUE"},
           {",", "E_HP_CHANGE", "STEP:NAME=VALUE"},
           {"5:lr=0.1,", "E_HP_CHANGE", "found \"\""},
           {"lr=0.1", "E_HP_CHANGE", "STEP:NAME=VALUE"},
           {"0:lr=0.1", "E_HP_CHANGE", "counted from 1"},
           {"-5:lr=0.1", "E_HP_CHANGE", "counted from 1"},
           {"5.5:lr=0.1", "E_HP_CHANGE", "counted from 1"},
           {" 5:lr=0.1", "E_HP_CHANGE", "counted from 1"},
           {"4294967296:lr=0.1", "E_HP_CHANGE", "counted from 1"},
           {"99999999999999999999:lr=0.1", "E_HP_CHANGE", "counted from 1"},
           {"5:lr", "E_HP_CHANGE", "NAME=VALUE"},
           {"5:=1", "E_HP_CHANGE", "found \"\""},
           {"5:layers=784-10", "E_HP_CHANGE", "found \"layers\""},
           {"5:epochs=3", "E_HP_CHANGE", "found \"epochs\""},
           {"5:seed=3", "E_HP_CHANGE", "found \"seed\""},
           {"5:at=3", "E_HP_CHANGE", "found \"at\""},
           {"5:lr=0.1,5:lr=0.2", "E_HP_CHANGE", "5:lr twice"},
           {"5:lr=0", "E_HP_LR", "at step 5, lr: expected a number greater than 0"},
           {"5:lr=", "E_HP_LR", "found \"\""},
           {"5:lr=x:y", "E_HP_LR", "found \"x:y\""},
           {"5:lr=0=1", "E_HP_LR", "found \"0=1\""},
           {"5:momentum=1", "E_HP_MOMENTUM", "at step 5, momentum"},
           {"5:nesterov=1", "E_HP_NESTEROV", "at step 5, nesterov"},
           {"5:momentum=0.9,5:nesterov=1,7:momentum=0", "E_HP_NESTEROV", "at step 7, nesterov"},
           {"5:dropout=1", "E_HP_DROPOUT", "at step 5, dropout"},
           {"5:elastic=2", "E_HP_AUGMENT", "at step 5, elastic"},
           {many, "E_HP_CHANGE", "at most 100 changes"},
           {std::string(2501, '5'), "E_HP_CHANGE", "at most 2500 characters"},
       }) {
    CAPTURE(at);
    const auto refusal = refusal_of([&] { return parse_run_config("at=" + at); });
    CHECK(refusal.code == code);
    CHECK_THAT(refusal.message, ContainsSubstring(message));
  }
  CHECK(refusal_of([] { return parse_run_config("optimizer=adam&at=5:momentum=0.9"); }).code ==
        "E_HP_MOMENTUM");
  CHECK(refusal_of([] { return parse_run_config("schedule=onecycle&at=5:momentum=0.9"); }).code ==
        "E_HP_MOMENTUM");
  CHECK(refusal_of([] { return parse_run_config("at=5:lr=1&at=6:lr=2"); }).code == "E_HP_NAME");
}

TEST_CASE("The longest hash that a run can come to is read again", "[train][run_changes]") {
  RunConfig config = parse_run_config("layers=8192-1000-1000-1000-8192&lr=0.12345678901234567");
  for (int i = 1; i <= 100; ++i)
    config.changes.push_back({1'000'000'000 + i, "wd", "0.0" + std::to_string(i)});
  const std::string hash = to_hash(canonical(config));
  CHECK(to_hash(parse_run_config(hash)) == hash);
}

TEST_CASE("A change is written at its step, another one there takes its place", "[train][run_changes]") {
  CHECK(hash_after("", 500, "lr=0.1") == "at=500:lr=0.1");
  CHECK(hash_after("at=500:lr=0.1", 500, "lr=0.2&wd=0.1") == "at=500:lr=0.2,500:wd=0.1");
  CHECK(hash_after("at=500:lr=0.1", 500, "lr=0.001").empty());
  CHECK(hash_after("at=500:lr=0.1", 600, "momentum=0.9&nesterov=1") ==
        "at=500:lr=0.1,600:momentum=0.9,600:nesterov=1");
  CHECK(hash_after("at=500:lr=0.1", 400, "lr=0.3") == "at=400:lr=0.3,500:lr=0.1");
  CHECK(hash_after("", 0, "lr=0.1") == "lr=0.1");
  CHECK(hash_after("at=500:lr=0.1", 0, "lr=0.2") == "lr=0.2&at=500:lr=0.1");
  CHECK(hash_after("schedule=step:2:0.5", 500, "epochs=30") == "schedule=step:2:0.5&epochs=30");
}

TEST_CASE("What a run has from its beginning to its end is not changed", "[train][run_changes]") {
  for (const char* fields : {"layers=784-10", "seed=2", "batch=32", "schedule=cosine", "at=9:lr=1", "train=5",
                             "synthetic=0.1", "optimizer=adam", "batchnorm=1", "activation=gelu"})
    CHECK(refusal_of([&] { return hash_after("", 5, fields); }).code == "E_HP_CHANGE");
  CHECK(refusal_of([] { return hash_after("", 5, "speed=1"); }).code == "E_HP_CHANGE");
  for (const char* schedule : {"cosine", "onecycle", "warmup-cosine:2"})
    CHECK(refusal_of([&] { return hash_after(std::string("schedule=") + schedule, 5, "epochs=30"); }).code ==
          "E_HP_EPOCHS");
  // What a change makes impossible later is refused now.
  CHECK(refusal_of([] { return hash_after("momentum=0.9&at=9:nesterov=1", 5, "momentum=0"); }).code ==
        "E_HP_NESTEROV");
}

TEST_CASE("What changed() takes, changeable_fields() names", "[train][run_changes]") {
  const std::vector<std::pair<std::string, std::string>> values = {
      {"lr", "0.5"},      {"momentum", "0.5"}, {"nesterov", "1"}, {"wd", "0.5"},      {"dropout", "0.5"},
      {"augment", "0.5"}, {"rotation", "0.5"}, {"scale", "0.5"},  {"shear", "0.5"},   {"shift", "0.5"},
      {"elastic", "0.5"}, {"epochs", "9"},     {"seed", "5"},     {"thickness", "1"}, {"batch", "5"}};
  for (const char* hash : {"momentum=0.9", "optimizer=adam", "optimizer=adamw&schedule=cosine",
                           "momentum=0.9&schedule=onecycle", "momentum=0.9&schedule=step:2"}) {
    const std::vector<std::string> fields = changeable_fields(parse_run_config(hash));
    for (const auto& [name, value] : values) {
      INFO(hash << ", " << name);
      const bool named = std::find(fields.begin(), fields.end(), name) != fields.end();
      CHECK((refusal_of([&] { return hash_after(hash, 5, name + "=" + value); }).code == "none") == named);
    }
  }
}

TEST_CASE("A run that is changed and the run begun from its hash are the same to the bit",
          "[train][run_changes]") {
  const std::vector<std::pair<std::string, std::vector<Change>>> runs = {
      {"", {{1, "lr=0.05"}, {4, "momentum=0.9&wd=0.01"}, {8, "nesterov=1"}, {9, "momentum=0.5&nesterov=0"}}},
      {"momentum=0.9", {{3, "momentum=0"}, {5, "momentum=0.8"}}},
      {"", {{2, "dropout=0.5"}, {6, "dropout=0"}, {7, "dropout=0.25"}}},
      {"batchnorm=1&activation=tanh&dropout=0.2", {{3, "dropout=0.4"}}},
      {"", {{2, "augment=0.7"}, {5, "shift=0&elastic=0.5"}, {6, "augment=0&thickness=0.5"}}},
      {"augment=1", {{4, "augment=0"}}},
      {"optimizer=adamw", {{2, "lr=0.001"}, {5, "wd=0.5"}}},
      {"optimizer=adam&schedule=onecycle", {{5, "lr=0.003"}, {6, "wd=0.1"}}},
      {"momentum=0.9&schedule=cosine", {{3, "lr=0.2"}, {7, "momentum=0.5"}}},
      {"momentum=0.9&schedule=warmup-cosine:2", {{1, "lr=0.2"}, {9, "lr=0.05"}}},
      {"momentum=0.9&schedule=step:1:0.5", {{4, "lr=0.2&epochs=5"}, {6, "nesterov=1"}}},
  };
  for (const auto& [hash, changes] : runs) {
    INFO(hash);
    const auto run = begun(kSmall + "&" + hash);
    End live;
    for (const auto& [step, fields] : changes) {
      go_to(*run, step, &live.losses);
      run->change(fields);
    }
    const End rest = end_of(*run);
    live.losses.insert(live.losses.end(), rest.losses.begin(), rest.losses.end());
    live.fingerprint = rest.fingerprint;

    INFO(to_hash(run->config()));
    const auto again = begun(to_hash(run->config()));
    CHECK(end_of(*again) == live);
    CHECK(again->settings() == run->settings());
    CHECK(summary<float>(again->model()) == summary<float>(run->model()));
    // And they do something.
    CHECK(end_of(*begun(kSmall + "&" + hash)).fingerprint != live.fingerprint);
  }
}

TEST_CASE("A changed run goes on to the bit from a checkpoint anywhere", "[train][run_changes][checkpoint]") {
  for (const char* hash :
       {"&at=4:lr=0.05,4:momentum=0.9,7:dropout=0.3,9:nesterov=1,10:augment=0.5",
        "&optimizer=adam&schedule=onecycle&at=1:lr=0.01,6:dropout=0.5,11:wd=0.1",
        "&momentum=0.5&dropout=0.1&schedule=warmup-cosine:1&at=3:lr=0.2,6:momentum=0.9,7:dropout=0"}) {
    INFO(hash);
    const auto straight = begun(kSmall + hash);
    const End end = end_of(*straight);
    for (int calls = 0; calls <= 16; ++calls) {
      INFO(calls << " calls");
      const auto first = begun(kSmall + hash);
      for (int i = 0; i < calls; ++i) first->fit().advance();
      const Checkpoint checkpoint = read_checkpoint(write_checkpoint(*first), "saved");
      CHECK(checkpoint.config == first->config());
      const auto second = resume(checkpoint, small_split(), "saved");
      CHECK(second->settings() == first->settings());
      CHECK(end_of(*second).fingerprint == end.fingerprint);
    }
  }
}

TEST_CASE("A learning rate that changes is the base of the schedule that goes on", "[train][run_changes]") {
  for (const char* schedule : {"step:1:0.5", "cosine", "onecycle", "warmup-cosine:2"}) {
    INFO(schedule);
    const std::string rest =
        std::string("&layers=784-12-10&batch=32&epochs=4&momentum=0.9&schedule=") + schedule;
    const auto live = begun("lr=0.1" + rest);
    const auto other = begun("lr=0.02" + rest);
    // The same rates as of the run that began with it.
    go_to(*live, 5);
    live->change("lr=0.02");
    go_to(*other, 5);
    for (Index step = 5; step < 12; ++step) {
      go_to(*live, step);
      go_to(*other, step);
      CHECK(live->optimizer().lr() == other->optimizer().lr());
      CHECK(live->optimizer().momentum() == other->optimizer().momentum());
    }
  }
}

TEST_CASE("A change that is refused leaves all as it was", "[train][run_changes]") {
  const auto run = begun(kSmall + "&momentum=0.9");
  go_to(*run, 4);
  const std::vector<std::uint8_t> before = write_checkpoint(*run);
  for (const auto& [fields, code] : std::vector<std::pair<std::string, std::string>>{
           {"lr=0.5&momentum=1", "E_HP_MOMENTUM"},
           {"lr=0", "E_HP_LR"},
           {"lr=0.5&layers=784-10", "E_HP_CHANGE"},
           {"lr=0.5&epochs=1", "E_HP_EPOCHS"},
           {"lr=0.5&lr=0.6", "E_HP_NAME"},
           {"dropout=0.5&momentum=0&nesterov=1", "E_HP_NESTEROV"},
           {"=", "E_HP_CHANGE"}}) {
    INFO(fields);
    CHECK(refusal_of([&] { return run->change(fields), 0; }).code == code);
    CHECK(write_checkpoint(*run) == before);
    CHECK(run->optimizer().lr() == 0.1);
  }
}

TEST_CASE("A run is made longer or shorter while it goes on, not below what is begun",
          "[train][run_changes]") {
  const auto run = begun(kSmall);
  go_to(*run, 4);
  CHECK(refusal_of([&] { return run->change("epochs=1"), 0; }).code == "E_HP_EPOCHS");
  run->change("epochs=2");
  const End two = end_of(*run);
  CHECK(run->fit().epoch() == 2);
  CHECK(refusal_of([&] { return run->change("lr=0.5"), 0; }).code == "E_HP_CHANGE");
  run->change("epochs=3");
  CHECK_FALSE(run->fit().finished());
  end_of(*run);
  CHECK(run->config() == parse_run_config("layers=784-12-8-10&lr=0.1&batch=32&epochs=3"));
  CHECK(two.fingerprint == end_of(*begun("layers=784-12-8-10&lr=0.1&batch=32&epochs=2")).fingerprint);
  CHECK(fingerprint(run->model()) ==
        end_of(*begun("layers=784-12-8-10&lr=0.1&batch=32&epochs=3")).fingerprint);
}

TEST_CASE("A change before the first step is another run from the beginning", "[train][run_changes]") {
  const auto run = begun(kSmall);
  run->change("lr=0.05&dropout=0.5&momentum=0.9");
  CHECK(run->config().changes.empty());
  CHECK(end_of(*run) == end_of(*begun(to_hash(run->config()))));

  Run without_data(parse_run_config(kSmall));
  without_data.change("lr=0.05&dropout=0.5&momentum=0.9");
  without_data.set_data(small_split());
  CHECK(fingerprint(run->model()) == (end_of(without_data), fingerprint(without_data.model())));
}

TEST_CASE("A run that has diverged is not changed", "[train][run_changes]") {
  const auto run = begun("layers=784-12-10&lr=100&wd=100&batch=32&epochs=100");
  CHECK(refusal_of([&] { return end_of(*run), 0; }).code == "E_TRAIN_DIVERGED");
  CHECK(refusal_of([&] { return run->change("lr=0.1"), 0; }).code == "E_API_STATE");
}
