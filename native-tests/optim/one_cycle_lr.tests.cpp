#include "inkling/optim/lr_scheduler/one_cycle_lr.hpp"

#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "inkling/optim/adam.hpp"
#include "inkling/optim/sgd.hpp"
#include "optim/torch_schedule.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::kCosineTolerance;
using testing::kSGDTolerance;
using testing::refusal_of;
using testing::schedule_difference;
using testing::TorchProblem;

namespace {

double difference(const std::string& name, const OneCycleLROptions& options) {
  SGD sgd({}, {.lr = 0.1, .momentum = 0.9});
  OneCycleLR schedule(sgd, options);
  return schedule_difference(name, sgd, {&schedule});
}

/// An optimizer that has no momentum, as torch's Adagrad.
class NoMomentum final : public OptimizerBase {
 public:
  NoMomentum() : OptimizerBase(0.1) {}
};

}  // namespace

TEST_CASE("OneCycleLR's rates and momenta are torch's", "[optim][schedule][torch]") {
  CHECK(difference("one_cycle", {.max_lr = 0.3, .total_steps = 200}) <= kCosineTolerance);
  CHECK(difference("one_cycle_linear", {.max_lr = 0.3,
                                        .total_steps = 200,
                                        .pct_start = 0.25,
                                        .anneal_strategy = AnnealStrategy::linear,
                                        .div_factor = 10}) == 0);
  CHECK(difference("one_cycle_three_phase", {.max_lr = 0.3,
                                             .total_steps = 200,
                                             .base_momentum = 0.7,
                                             .final_div_factor = 100,
                                             .three_phase = true}) <= kCosineTolerance);
  CHECK(difference("one_cycle_lr_only",
                   {.max_lr = 0.3, .total_steps = 200, .pct_start = 0, .cycle_momentum = false}) <=
        kCosineTolerance);
}

TEST_CASE("OneCycleLR cycles Adam's beta1", "[optim][schedule][torch]") {
  Adam adam({}, {.lr = 0.1});
  OneCycleLR schedule(adam, {.max_lr = 0.3, .total_steps = 200});
  CHECK(schedule_difference("one_cycle_adam", adam, {&schedule}) <= kCosineTolerance);
}

TEST_CASE("1,001 steps of SGD with OneCycleLR lead where torch's do", "[optim][schedule][torch]") {
  TorchProblem<double> problem;
  BasicSGD<double> sgd(problem.named_parameters(), {.lr = 0.1, .momentum = 0.9});
  OneCycleLR schedule(sgd, {.max_lr = 0.1, .total_steps = 1001});
  CHECK(problem.difference(sgd, &schedule, "sgd.one_cycle") <= kSGDTolerance);
}

TEST_CASE("OneCycleLR lets a loop step once after its last batch, and no more", "[optim][schedule]") {
  for (const AnnealStrategy strategy : {AnnealStrategy::cos, AnnealStrategy::linear}) {
    SGD sgd({}, {.lr = 1});
    OneCycleLR schedule(sgd, {.max_lr = 0.5, .total_steps = 10, .anneal_strategy = strategy});
    for (int i = 0; i < 9; ++i) schedule.step();
    const double last = sgd.lr();
    CHECK(last < 1e-5);
    schedule.step();
    CHECK(sgd.lr() == last);
    CHECK(refusal_of([&] { return schedule.step(), 0; }).code == "E_HP_SCHEDULE");
    CHECK(schedule.last_epoch() == 10);
  }
}

TEST_CASE("Phases of no length are over at once", "[optim][schedule]") {
  SGD sgd({}, {.lr = 1});
  OneCycleLR rises_in_no_step(sgd, {.max_lr = 0.5, .total_steps = 4, .pct_start = 0.25});
  CHECK(sgd.lr() == 0.5);
  SGD other({}, {.lr = 1});
  OneCycleLR only_rises(other, {.max_lr = 0.5, .total_steps = 2, .pct_start = 1});
  only_rises.step();
  CHECK(other.lr() == 0.5);
  only_rises.step();
  CHECK(other.lr() < 1e-5);
}

TEST_CASE("OneCycleLR refuses what it cannot follow, before it changes the optimizer", "[optim][schedule]") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const OneCycleLROptions good = {.max_lr = 0.3, .total_steps = 10};
  const auto refused = [](const OneCycleLROptions& options) {
    SGD sgd({}, {.lr = 0.1, .momentum = 0.5});
    const std::string code = refusal_of([&] { return OneCycleLR(sgd, options).last_epoch(); }).code;
    if (code == "none") return false;
    CHECK(code == "E_HP_SCHEDULE");
    CHECK(sgd.lr() == 0.1);
    CHECK(sgd.initial_lr() == 0.1);
    CHECK(sgd.momentum() == 0.5);
    return true;
  };
  const auto with = [&good](auto member, auto value) {
    OneCycleLROptions options = good;
    options.*member = value;
    return options;
  };
  CHECK_FALSE(refused(good));
  CHECK(refused(with(&OneCycleLROptions::total_steps, std::int64_t{0})));
  CHECK(refused(with(&OneCycleLROptions::total_steps, std::int64_t{-5})));
  for (const double bad : {-0.1, nan, infinity}) {
    CAPTURE(bad);
    CHECK(refused(with(&OneCycleLROptions::pct_start, bad)));
    CHECK(refused(with(&OneCycleLROptions::max_lr, bad)));
    CHECK(refused(with(&OneCycleLROptions::div_factor, bad)));
    CHECK(refused(with(&OneCycleLROptions::final_div_factor, bad)));
    CHECK(refused(with(&OneCycleLROptions::base_momentum, bad)));
    CHECK(refused(with(&OneCycleLROptions::max_momentum, bad)));
  }
  CHECK(refused(with(&OneCycleLROptions::pct_start, 1.1)));
  CHECK(refused(with(&OneCycleLROptions::div_factor, 0.0)));
  CHECK(refused(with(&OneCycleLROptions::max_momentum, 1.0)));

  NoMomentum optimizer;
  CHECK(refusal_of([&] { return OneCycleLR(optimizer, good).last_epoch(); }).code == "E_HP_SCHEDULE");
  CHECK(refusal_of([&] { return optimizer.set_momentum(0.5), 0; }).code == "E_API_STATE");
  CHECK(OneCycleLR(optimizer, with(&OneCycleLROptions::cycle_momentum, false)).last_epoch() == 0);
}
