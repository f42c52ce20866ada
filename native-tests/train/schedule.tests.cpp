#include "inkling/train/schedule.hpp"

#include <memory>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "inkling/nn/sequential.hpp"
#include "inkling/optim/adam.hpp"
#include "inkling/optim/lr_scheduler/one_cycle_lr.hpp"
#include "inkling/optim/lr_scheduler/step_lr.hpp"
#include "inkling/optim/sgd.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::refusal_of;

namespace {

constexpr Index kEpochs = 6;
constexpr Index kBatches = 4;

/// The learning rate of each batch of a run.
std::vector<double> rates_of(const std::string& text) {
  SGD optimizer({}, {.lr = 0.5, .momentum = 0.9});
  Schedule schedule(parse_schedule(text), optimizer, kEpochs, kBatches);
  std::vector<double> rates;
  for (Index epoch = 0; epoch < kEpochs; ++epoch) {
    for (Index batch = 0; batch < kBatches; ++batch) {
      rates.push_back(optimizer.lr());
      schedule.after_batch();
    }
    schedule.after_epoch();
  }
  return rates;
}

double rate_of_epoch(const std::vector<double>& rates, Index epoch) {
  return rates.at(static_cast<std::size_t>(epoch * kBatches));
}

}  // namespace

TEST_CASE("A schedule's text is read and written back", "[train][schedule]") {
  for (const char* same : {"constant", "step:10:0.5", "cosine", "onecycle", "warmup-cosine:2"})
    CHECK(schedule_text(parse_schedule(same)) == same);
  CHECK(schedule_text(parse_schedule("step:3")) == "step:3:0.1");
  for (const char* wrong : {"", "steps:1", "step", "step:", "step:x", "step:-1", "step:1.5",
                            "step:1:", "step:1:0,5", "step:1:0.5:2", "cosine:1", "constant:", "onecycle:",
                            "warmup-cosine", "warmup-cosine:1:2", "step:4294967296", "COSINE"}) {
    INFO(wrong);
    CHECK(refusal_of([&] { return parse_schedule(wrong); }).code == "E_HP_SCHEDULE");
  }
}

TEST_CASE("A schedule that a run cannot have is refused", "[train][schedule]") {
  const auto code_of = [](const char* text) {
    return refusal_of([&] {
             validate(parse_schedule(text), 5);
             return 0;
           })
        .code;
  };
  for (const char* right : {"constant", "step:1:1", "step:100", "cosine", "onecycle", "warmup-cosine:4"})
    CHECK(code_of(right) == "none");
  for (const char* wrong : {"step:0", "step:1:0", "step:1:1.5", "step:1:-1", "step:1:1e999",
                            "warmup-cosine:0", "warmup-cosine:5"}) {
    INFO(wrong);
    CHECK(code_of(wrong) == "E_HP_SCHEDULE");
  }
}

TEST_CASE("A schedule steps after epochs, OneCycleLR after batches", "[train][schedule]") {
  for (const char* by_epoch : {"constant", "step:2:0.5", "cosine", "warmup-cosine:2"}) {
    const std::vector<double> rates = rates_of(by_epoch);
    INFO(by_epoch);
    for (std::size_t i = 0; i < rates.size(); ++i) CHECK(rates[i] == rates[i / kBatches * kBatches]);
  }
  const std::vector<double> step = rates_of("step:2:0.5");
  CHECK(rate_of_epoch(step, 1) == 0.5);
  CHECK(rate_of_epoch(step, 2) == 0.25);
  CHECK(rate_of_epoch(step, 5) == 0.125);
  const std::vector<double> warm = rates_of("warmup-cosine:2");
  CHECK(rate_of_epoch(warm, 0) == 0.5 / 3);
  CHECK(rate_of_epoch(warm, 2) == 0.5);
  CHECK(rate_of_epoch(warm, 3) < 0.5);
  CHECK(rate_of_epoch(warm, 5) > 0);

  SGD optimizer({}, {.lr = 1, .momentum = 0.9});
  OneCycleLR scheduler(optimizer, {.max_lr = 0.5, .total_steps = kEpochs * kBatches});
  for (const double rate : rates_of("onecycle")) {
    CHECK(rate == optimizer.lr());
    scheduler.step();
  }
}

TEST_CASE("A schedule goes to any place to the bit", "[train][schedule]") {
  for (const char* text : {"constant", "step:2:0.3", "cosine", "onecycle", "warmup-cosine:2"}) {
    for (const bool adam : {false, true}) {
      std::unique_ptr<Optimizer> straight;
      std::unique_ptr<Optimizer> other;
      for (std::unique_ptr<Optimizer>* const optimizer : {&straight, &other}) {
        if (adam)
          *optimizer = std::make_unique<Adam>(std::vector<NamedParameter>{}, AdamOptions{.lr = 0.01});
        else
          *optimizer = std::make_unique<SGD>(std::vector<NamedParameter>{}, SGDOptions{.lr = 0.7});
      }
      Schedule first(parse_schedule(text), *straight, kEpochs, kBatches);
      Schedule second(parse_schedule(text), *other, kEpochs, kBatches);
      for (Index batch = 0; batch < kEpochs * kBatches; ++batch) {
        INFO(text << ", batch " << batch);
        other->set_lr(9);  // whatever a checkpoint brings
        second.go_to(batch, batch / kBatches);
        REQUIRE(other->lr() == straight->lr());
        REQUIRE(other->momentum() == straight->momentum());
        first.after_batch();
        if (batch % kBatches == kBatches - 1) first.after_epoch();
      }
    }
  }
}
