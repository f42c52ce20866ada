#include "inkling/train/advice.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "inkling/train/run_watch.hpp"
#include "support/small_run.hpp"

using namespace inkling;
using Names = std::vector<std::string>;

namespace {

Names names_of(const std::vector<Advice>& advice) {
  Names names;
  for (const Advice& one : advice) names.emplace_back(one.name());
  return names;
}

Names hashes_of(const Advice& advice) {
  Names hashes;
  for (const Remedy& remedy : advice.remedies) hashes.push_back(remedy.hash);
  return hashes;
}

double number(const Advice& advice, const std::string& name) {
  const auto found = std::find_if(advice.numbers.begin(), advice.numbers.end(),
                                  [&](const AdviceNumber& one) { return one.name == name; });
  return found == advice.numbers.end() ? std::nan("") : found->value;
}

/// A run of the tutorial's, or another, whose batches have lost so much lately.
RunFacts facts_at(double loss, Index step, const std::string& hash = "") {
  const RunConfig config = parse_run_config(hash);
  return {.config = config, .step = step, .losses = std::vector<double>(128, loss)};
}

/// Training and validation losses, epoch by epoch.
std::vector<EpochReport> epochs(const std::vector<std::pair<double, double>>& losses) {
  std::vector<EpochReport> history;
  for (const auto& [train, validation] : losses)
    history.push_back({.epoch = static_cast<Index>(history.size()) + 1,
                       .train_loss = train,
                       .validation_loss = validation,
                       .validation_accuracy = 0.9});
  return history;
}

RunFacts facts_of(const std::vector<EpochReport>& history, const std::string& hash = "lr=0.1") {
  RunFacts facts = facts_at(history.back().train_loss, static_cast<Index>(history.size()) * 782, hash);
  facts.history = history;
  return facts;
}

NetworkHealth health_of(const std::vector<double>& gradients, const std::vector<double>& dead) {
  NetworkHealth health{.step = 100, .layers = {}};
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    const bool last = i + 1 == gradients.size();
    health.layers.push_back({.name = last ? "out" : text("hidden", i + 1),
                             .units = 10,
                             .weight_norm = 1,
                             .grad_norm = gradients[i],
                             .update_ratio = 0.001});
    if (!last) health.layers.back().dead_share = dead.at(i);
  }
  return health;
}

}  // namespace

TEST_CASE("The tutorial's run is slow, not broken, and 0.1 is faster", "[train][advice]") {
  const std::vector<Advice> advice = advise(facts_at(2.29, 500));
  REQUIRE(names_of(advice) == Names{"slow"});
  CHECK(hashes_of(advice.front()) == Names{"lr=0.1"});
  CHECK(number(advice.front(), "loss") == 2.29);
  CHECK_THAT(number(advice.front(), "chance"), Catch::Matchers::WithinRel(std::log(10.0), 1e-12));
  CHECK(number(advice.front(), "step") == 500);
}

TEST_CASE("A slow run is well once it has left guessing behind", "[train][advice]") {
  CHECK(names_of(advise(facts_at(1.5, 5000))) == Names{"good"});
}

TEST_CASE("Nothing is said of a run that has hardly begun", "[train][advice]") {
  CHECK(advise(facts_at(2.3, 60)).empty());
  RunFacts begun = facts_at(2.3, 5);
  begun.losses.resize(5);
  CHECK(advise(begun).empty());
  CHECK(advise({}).empty());
}

TEST_CASE("With momentum or Adam the usual learning rate is another", "[train][advice]") {
  CHECK(usual_lr(parse_run_config("")) == 0.1);
  CHECK(usual_lr(parse_run_config("momentum=0.9")) == 0.01);
  CHECK(usual_lr(parse_run_config("momentum=0.99")) == 0.001);
  CHECK(usual_lr(parse_run_config("optimizer=adam")) == 0.001);
  CHECK(hashes_of(advise(facts_at(2.29, 500, "optimizer=adam&lr=0.00001")).front()) ==
        Names{"optimizer=adam"});
}

TEST_CASE("A schedule that begins low is given time", "[train][advice]") {
  CHECK(advise(facts_at(2.29, 500, "schedule=onecycle&lr=0.01")).empty());
  CHECK(names_of(advise(facts_at(2.29, 500, "schedule=step:10&lr=0.01"))) == Names{"slow"});
}

TEST_CASE("A run that diverged is told so, and by how much too fast", "[train][advice]") {
  RunFacts facts = facts_at(1e9, 21, "lr=100&momentum=0.9");
  facts.diverged = true;
  REQUIRE(names_of(advise(facts)) == Names{"diverged"});
  CHECK(hashes_of(advise(facts).front()) == Names{"lr=0.01&momentum=0.9"});
  facts.config = parse_run_config("lr=0.07");  // no more than usual: a tenth of it
  CHECK(hashes_of(advise(facts).front()) == Names{"lr=0.007"});
}

TEST_CASE("A loss above guessing is too large a step", "[train][advice]") {
  const std::vector<Advice> advice = advise(facts_at(41, 800, "lr=100"));
  REQUIRE(names_of(advice) == Names{"worse-than-guessing"});
  CHECK(hashes_of(advice.front()) == Names{"lr=0.1"});
}

TEST_CASE("Gradients that vanish on the way back are told by the layer", "[train][advice]") {
  const std::string deep = "layers=784-128-128-128-128-10&lr=0.1&activation=sigmoid";
  RunFacts facts = facts_at(2.31, 200, deep);
  facts.health = health_of({1e-4, 1e-3, 0.01, 0.1, 0.6}, {0, 0, 0, 0});
  const std::vector<Advice> advice = advise(facts);
  REQUIRE(names_of(advice) == Names{"vanishing-gradients"});
  CHECK(advice.front().layer == "hidden1");
  CHECK(number(advice.front(), "depth") == 4);
  CHECK(hashes_of(advice.front()) ==
        Names{"layers=784-128-128-128-128-10&lr=0.1",
              "layers=784-128-128-128-128-10&activation=sigmoid&batchnorm=1&lr=0.1"});
  facts.losses.assign(128, 1.2);  // it learns all the same
  CHECK(names_of(advise(facts)) == Names{"good"});
}

TEST_CASE("Dead units are counted in the layer that has most", "[train][advice]") {
  RunFacts facts = facts_at(2.1, 60, "lr=1");
  facts.health = health_of({0.1, 0.1, 0.1}, {0.2, 0.7});
  const std::vector<Advice> advice = advise(facts);
  REQUIRE(names_of(advice) == Names{"dead-units"});
  CHECK(advice.front().layer == "hidden2");
  CHECK(number(advice.front(), "share") == 0.7);
  CHECK(hashes_of(advice.front()) == Names{"lr=0.1", "activation=leaky_relu&lr=1"});
  facts.health = health_of({0, 0, 0.1}, {1, 1});  // of too large steps, not of the depth
  CHECK(names_of(advise(facts)) == Names{"dead-units"});
  facts.health = health_of({0.1, 0.1, 0.1}, {0.2, 0.5});
  CHECK(advise(facts).empty());
}

TEST_CASE("A network through which nothing flows back is told so", "[train][advice]") {
  RunFacts facts = facts_at(1.2, 60, "lr=20&activation=sigmoid");
  facts.health = health_of({0, 0, 1e-9}, {0, 0});
  CHECK(names_of(advise(facts)) == Names{"no-gradient"});
  facts.losses.assign(128, 0.001);  // nothing is left to learn
  CHECK(names_of(advise(facts)) == Names{"good"});
}

TEST_CASE("A loss that stays for no cause that is known is called stuck", "[train][advice]") {
  const std::vector<Advice> advice = advise(facts_of(epochs({{2.3, 2.3}}), "lr=0.2"));
  REQUIRE(names_of(advice) == Names{"stuck"});
  CHECK(hashes_of(advice.front()) == Names{"lr=0.1", "batchnorm=1&lr=0.2"});
}

TEST_CASE("Overfitting is a validation loss that rises while the training loss falls", "[train][advice]") {
  RunFacts facts = facts_of(epochs({{1, 0.8}, {0.5, 0.6}, {0.3, 0.65}, {0.2, 0.68}, {0.1, 0.7}}),
                            "lr=0.01&momentum=0.9&train=500");
  facts.has_more_images = true;
  const std::vector<Advice> advice = advise(facts);
  REQUIRE(names_of(advice) == Names{"overfitting"});
  CHECK(number(advice.front(), "best_epoch") == 2);
  CHECK(number(advice.front(), "best") == 0.6);
  CHECK(number(advice.front(), "loss") == 0.7);
  CHECK(hashes_of(advice.front()) == Names{"lr=0.01&momentum=0.9",
                                           "lr=0.01&momentum=0.9&train=500&augment=0.7",
                                           "dropout=0.2&lr=0.01&momentum=0.9&train=500"});
}

TEST_CASE("One or two worse epochs are no overfitting", "[train][advice]") {
  CHECK(names_of(advise(facts_of(epochs({{1, 0.8}, {0.5, 0.6}, {0.3, 0.65}, {0.2, 0.66}})))) ==
        Names{"good"});
  CHECK(names_of(advise(facts_of(epochs({{1, 0.8}, {0.5, 0.6}, {0.3, 0.65}, {0.2, 0.59}, {0.1, 0.6}})))) ==
        Names{"good"});
}

TEST_CASE("A validation loss that jumps under a large learning rate is unsteady", "[train][advice]") {
  const std::vector<EpochReport> history = epochs({{0.3, 0.2}, {0.2, 0.15}, {0.1, 0.45}});
  CHECK(names_of(advise(facts_of(history, "lr=0.5"))) == Names{"unsteady"});
  CHECK(names_of(advise(facts_of(history, "lr=0.1"))) == Names{"good"});
}

TEST_CASE("A run that knows its images by heart has nothing left to learn", "[train][advice]") {
  const std::vector<Advice> advice = advise(facts_of(epochs({{0.5, 0.4}, {0.005, 0.39}})));
  CHECK(names_of(advice) == Names{"learnt-by-heart"});
  CHECK(advice.front().remedies.size() == 2);
}

TEST_CASE("A plateau is five epochs of the same loss", "[train][advice]") {
  const std::vector<std::pair<double, double>> flat(6, {0.47, 0.5});
  const std::vector<Advice> narrow = advise(facts_of(epochs(flat), "layers=784-4-10&lr=0.1"));
  REQUIRE(names_of(narrow) == Names{"plateau"});
  CHECK(hashes_of(narrow.front()) ==
        Names{"layers=784-128-10&lr=0.1", "layers=784-4-10&lr=0.1&schedule=cosine"});
  std::vector<std::pair<double, double>> falling = flat;
  falling.front().first = 0.6;
  CHECK(names_of(advise(facts_of(epochs(falling)))) == Names{"good"});
}

TEST_CASE("A finished run is told how it ended, beside what else there is", "[train][advice]") {
  RunFacts facts = facts_of(epochs({{0.3, 0.2}, {0.2, 0.15}}));
  facts.finished = true;
  const std::vector<Advice> advice = advise(facts);
  REQUIRE(names_of(advice) == Names{"finished"});
  CHECK(number(advice.front(), "accuracy") == 0.9);
  CHECK(number(advice.front(), "loss") == 0.15);
}

TEST_CASE("Numbers that are none lead to no advice", "[train][advice]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(advise(facts_at(nan, 500)).empty());
  RunFacts facts = facts_at(1.5, 500);
  facts.health = health_of({nan, nan, nan}, {0, 0});
  CHECK(names_of(advise(facts)) == Names{"good"});
}

TEST_CASE("Every remedy is a run that can be", "[train][advice]") {
  for (const char* const hash : {"lr=0.5&layers=784-10&train=500", "batch=1&lr=1", "dropout=0.5&augment=1"}) {
    RunFacts facts = facts_of(epochs({{1, 0.8}, {0.5, 0.6}, {0.3, 0.65}, {0.2, 0.68}, {0.1, 0.7}}), hash);
    facts.has_more_images = facts.config.train_size.has_value();
    for (const double loss : {0.1, 2.3, 50.0}) {
      facts.losses.assign(128, loss);
      for (const Advice& advice : advise(facts))
        for (const Remedy& remedy : advice.remedies) {
          CHECK(to_hash(parse_run_config(remedy.hash)) == remedy.hash);
          CHECK(remedy.hash != hash);
        }
    }
  }
}

TEST_CASE("A watched run gives advice of its own, and none after it was cleared", "[train][advice]") {
  RunConfig config = testing::small_config();
  config.lr = 1e-5;
  config.epochs = 50;
  Run run(config);
  run.set_data(testing::small_split());
  RunWatch watch;
  watch.health();
  for (int i = 0; i < 180; ++i) {
    watch.before(run);
    watch.after(run, run.fit().advance());
  }
  CHECK(watch.health().step > 0);
  CHECK(names_of(watch.advice(run, false)) == Names{"slow"});
  watch.clear();
  CHECK(watch.health().step == 0);
  Run untrained(config);
  CHECK(watch.advice(untrained, false).empty());
}

TEST_CASE("Advice for a run that was changed is about its settings as they are now", "[train][advice]") {
  RunConfig config = testing::small_config();
  config.epochs = 50;
  Run run(config);
  run.set_data(testing::small_split());
  RunWatch watch;
  const auto train = [&](int calls) {
    for (int i = 0; i < calls; ++i) {
      watch.before(run);
      watch.after(run, run.fit().advance());
    }
  };
  train(1);
  run.change("lr=20");
  train(80);
  const std::vector<Advice> advice = watch.advice(run, false);
  REQUIRE(names_of(advice).front() == "worse-than-guessing");
  CHECK(number(advice.front(), "lr") == 20);
  config.lr = 0.01;
  CHECK(hashes_of(advice.front()) == Names{to_hash(config)});
}
