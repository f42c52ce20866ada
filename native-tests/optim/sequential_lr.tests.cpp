#include "inkling/optim/lr_scheduler/sequential_lr.hpp"

#include <catch2/catch_test_macros.hpp>

#include "inkling/optim/lr_scheduler/constant_lr.hpp"
#include "inkling/optim/lr_scheduler/cosine_annealing_lr.hpp"
#include "inkling/optim/lr_scheduler/linear_lr.hpp"
#include "inkling/optim/lr_scheduler/one_cycle_lr.hpp"
#include "inkling/optim/lr_scheduler/step_lr.hpp"
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

using Schedules = std::vector<std::unique_ptr<LRScheduler>>;

Schedules warm_up_and_cosine(OptimizerBase& optimizer, std::int64_t warm_up, std::int64_t total) {
  Schedules schedules;
  schedules.push_back(
      std::make_unique<LinearLR>(optimizer, LinearLROptions{.start_factor = 0.1, .total_iters = warm_up}));
  schedules.push_back(std::make_unique<CosineAnnealingLR>(
      optimizer, CosineAnnealingLROptions{.T_max = total - warm_up, .eta_min = 1e-4}));
  return schedules;
}

}  // namespace

TEST_CASE("Warm-up and cosine have torch's learning rates", "[optim][schedule][torch]") {
  SGD sgd({}, {.lr = 0.1, .momentum = 0.9});
  SequentialLR schedule(sgd, warm_up_and_cosine(sgd, 40, 200), {40});
  CHECK(schedule_difference("warm_up_and_cosine", sgd, {&schedule}) <= kCosineTolerance);
  CHECK(schedule.last_epoch() == 199);
}

TEST_CASE("A OneCycleLR among others changes their first rate and the momentum, as in torch",
          "[optim][schedule][torch]") {
  SGD sgd({}, {.lr = 0.1, .momentum = 0.9});
  Schedules schedules;
  schedules.push_back(std::make_unique<ConstantLR>(sgd, ConstantLROptions{.factor = 0.25, .total_iters = 7}));
  schedules.push_back(std::make_unique<StepLR>(sgd, StepLROptions{.step_size = 11}));
  schedules.push_back(std::make_unique<OneCycleLR>(sgd, OneCycleLROptions{.max_lr = 2, .total_steps = 200}));
  SequentialLR schedule(sgd, std::move(schedules), {20, 80});
  CHECK(schedule_difference("three_in_turn", sgd, {&schedule}) <= kCosineTolerance);
}

TEST_CASE("1,001 steps of SGD with warm-up and cosine lead where torch's do", "[optim][schedule][torch]") {
  TorchProblem<double> problem;
  BasicSGD<double> sgd(problem.named_parameters(), {.lr = 0.1, .momentum = 0.9});
  SequentialLR schedule(sgd, warm_up_and_cosine(sgd, 100, 1001), {100});
  CHECK(problem.difference(sgd, &schedule, "sgd.warm_up_and_cosine") <= kSGDTolerance);
}

TEST_CASE("The second schedule begins at its milestone", "[optim][schedule]") {
  SGD sgd({}, {.lr = 1});
  Schedules schedules;
  schedules.push_back(std::make_unique<ConstantLR>(sgd, ConstantLROptions{.factor = 0.5, .total_iters = 9}));
  schedules.push_back(std::make_unique<StepLR>(sgd, StepLROptions{.step_size = 2, .gamma = 0.25}));
  const LRScheduler& constant = *schedules[0];
  const LRScheduler& step = *schedules[1];
  SequentialLR schedule(sgd, std::move(schedules), {2});
  CHECK(sgd.lr() == 0.5);
  CHECK(constant.last_epoch() == 0);
  CHECK(step.last_epoch() == -1);
  schedule.step();
  CHECK(sgd.lr() == 0.5);
  schedule.step();
  CHECK(sgd.lr() == 1);
  CHECK(constant.last_epoch() == 1);
  CHECK(step.last_epoch() == 0);
  schedule.step();
  schedule.step();
  CHECK(sgd.lr() == 0.25);
  CHECK(schedule.last_epoch() == 4);
}

TEST_CASE("SequentialLR refuses schedules that do not fit together", "[optim][schedule]") {
  SGD sgd({}, {.lr = 1});
  SGD other({}, {.lr = 1});
  const auto code = [&](Schedules schedules, std::vector<std::int64_t> milestones) {
    return refusal_of(
               [&] { return SequentialLR(sgd, std::move(schedules), std::move(milestones)).last_epoch(); })
        .code;
  };
  const auto three = [&sgd] {
    Schedules schedules = warm_up_and_cosine(sgd, 5, 10);
    schedules.push_back(std::make_unique<StepLR>(sgd, StepLROptions{.step_size = 2}));
    return schedules;
  };
  CHECK(code({}, {}) == "E_HP_SCHEDULE");
  CHECK(code(three(), {3}) == "E_HP_SCHEDULE");
  CHECK(code(three(), {3, 4, 5}) == "E_HP_SCHEDULE");
  CHECK(code(three(), {4, 3}) == "E_HP_SCHEDULE");
  CHECK(code(three(), {-1, 3}) == "E_HP_SCHEDULE");
  CHECK(code(warm_up_and_cosine(other, 5, 10), {5}) == "E_HP_SCHEDULE");
  Schedules nested;
  nested.push_back(std::make_unique<SequentialLR>(sgd, three(), std::vector<std::int64_t>{3, 4}));
  CHECK(code(std::move(nested), {}) == "E_HP_SCHEDULE");
  Schedules none(1);
  CHECK(code(std::move(none), {}) == "E_HP_SCHEDULE");
  CHECK(code(three(), {3, 4}) == "none");
}
