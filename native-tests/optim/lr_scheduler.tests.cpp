#include "inkling/optim/lr_scheduler/lr_scheduler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "inkling/optim/lr_scheduler/constant_lr.hpp"
#include "inkling/optim/lr_scheduler/cosine_annealing_lr.hpp"
#include "inkling/optim/lr_scheduler/linear_lr.hpp"
#include "inkling/optim/lr_scheduler/step_lr.hpp"
#include "inkling/optim/sgd.hpp"
#include "optim/torch_schedule.hpp"
#include "support/refusal.hpp"
#include "support/worst.hpp"

using namespace inkling;
using testing::Followed;
using testing::kCosineTolerance;
using testing::kSGDTolerance;
using testing::refusal_of;
using testing::schedule_difference;
using testing::TorchProblem;
using testing::worse;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

template <typename Schedule, typename Options>
double difference(const std::string& name, const Options& options) {
  SGD sgd({}, {.lr = 0.1, .momentum = 0.9});
  Schedule schedule(sgd, options);
  return schedule_difference(name, sgd, {&schedule});
}

template <typename Schedule, typename Options>
std::string code(const Options& options) {
  SGD sgd({}, {.lr = 0.1});
  const std::string found = refusal_of([&] { return Schedule(sgd, options).last_epoch(); }).code;
  if (found != "none") CHECK(sgd.lr() == 0.1);
  return found;
}

}  // namespace

TEST_CASE("The schedules' learning rates are torch's", "[optim][schedule][torch]") {
  CHECK(difference<ConstantLR>("constant", ConstantLROptions{.factor = 0.3, .total_iters = 50}) == 0);
  CHECK(difference<LinearLR>("linear", LinearLROptions{.start_factor = 0.01, .total_iters = 150}) == 0);
  CHECK(difference<LinearLR>(
            "linear_down", LinearLROptions{.start_factor = 0.9, .end_factor = 0.2, .total_iters = 70}) == 0);
  CHECK(difference<StepLR>("step", StepLROptions{.step_size = 30, .gamma = 0.7}) == 0);
  CHECK(difference<CosineAnnealingLR>("cosine", CosineAnnealingLROptions{.T_max = 200, .eta_min = 0.001}) <=
        kCosineTolerance);
  CHECK(difference<CosineAnnealingLR>("cosine_waves", CosineAnnealingLROptions{.T_max = 30}) <=
        kCosineTolerance);
}

TEST_CASE("Two schedules act on one optimizer, each on the other's rate", "[optim][schedule][torch]") {
  SGD sgd({}, {.lr = 0.1, .momentum = 0.9});
  LinearLR linear(sgd, {.start_factor = 0.01, .total_iters = 150});
  StepLR step(sgd, {.step_size = 30, .gamma = 0.7});
  CHECK(schedule_difference("linear_and_step", sgd, {&linear, &step}) == 0);
}

TEST_CASE("1,001 steps of SGD with StepLR lead where torch's do", "[optim][schedule][torch][A4]") {
  TorchProblem<double> problem;
  BasicSGD<double> sgd(problem.named_parameters(), {.lr = 0.1});
  StepLR schedule(sgd, {.step_size = 300, .gamma = 0.5});
  const double worst = problem.difference(sgd, &schedule, "sgd.step_lr");
  CHECK(worst <= kSGDTolerance);
  Followed{problem.steps(), worst}.tell("SGD with StepLR");
}

TEST_CASE("A schedule sets the first rate when it is made, and the base for later ones",
          "[optim][schedule]") {
  SGD sgd({}, {.lr = 0.5});
  CHECK(sgd.initial_lr() == 0.5);
  LinearLR warm_up(sgd, {.start_factor = 0.25, .total_iters = 2});
  CHECK(warm_up.last_epoch() == 0);
  CHECK(warm_up.get_last_lr() == 0.125);
  CHECK(sgd.lr() == 0.125);
  CHECK(sgd.initial_lr() == 0.5);
  warm_up.step();
  CHECK(warm_up.last_epoch() == 1);
  CHECK(sgd.lr() == warm_up.get_last_lr());
  sgd.set_lr(1);
  CHECK(warm_up.get_last_lr() != 1);
  CHECK(sgd.initial_lr() == 0.5);
}

TEST_CASE("A rate that an optimizer refuses leaves the schedule where it was", "[optim][schedule]") {
  SGD sgd({}, {.lr = 1e300});
  StepLR schedule(sgd, {.step_size = 1, .gamma = 1e10});
  CHECK(refusal_of([&] { return schedule.step(), 0; }).code == "E_HP_LR");
  CHECK(schedule.last_epoch() == 0);
  CHECK(schedule.get_last_lr() == 1e300);
  CHECK(sgd.lr() == 1e300);
}

TEST_CASE("LinearLR goes down to 0 and stays there", "[optim][schedule]") {
  for (const double start : {1.0, 0.9, 1.0 / 3, 0.1, 0.01})
    for (const std::int64_t total : {1, 2, 5, 7, 10, 70, 150, 1000}) {
      CAPTURE(start, total);
      SGD sgd({}, {.lr = 0.1});
      LinearLR schedule(sgd, {.start_factor = start, .end_factor = 0, .total_iters = total});
      double worst = 0;
      bool below = false;
      for (std::int64_t epoch = 0; epoch <= total + 3; ++epoch) {
        if (epoch > 0) schedule.step();
        const double left = 1 - std::min(1.0, static_cast<double>(epoch) / static_cast<double>(total));
        worst = worse(worst, std::abs(sgd.lr() - 0.1 * start * left));
        below = below || std::signbit(sgd.lr());
      }
      CHECK(worst <= 1e-15);
      CHECK_FALSE(below);
    }
}

TEST_CASE("Without an epoch ConstantLR stays at its factor, as in torch", "[optim][schedule]") {
  SGD sgd({}, {.lr = 1});
  ConstantLR schedule(sgd, {.factor = 0.25, .total_iters = 0});
  for (int i = 0; i < 3; ++i) schedule.step();
  CHECK(sgd.lr() == 0.25);
}

TEST_CASE("A schedule that is refused leaves the optimizer as it was", "[optim][schedule]") {
  class Refused final : public LRScheduler {
   public:
    Refused(OptimizerBase& any, double base_lr, double first) : LRScheduler(any, base_lr), first_(first) {
      start();
    }

   private:
    double get_lr(std::int64_t /*epoch*/) override { return first_; }
    double first_;
  };
  for (const auto& [base_lr, first] :
       {std::pair(0.3, kNaN), std::pair(kInfinity, 0.2), std::pair(-0.1, 0.2)}) {
    CAPTURE(base_lr, first);
    SGD sgd({}, {.lr = 0.1});
    CHECK(refusal_of([&] { return Refused(sgd, base_lr, first).last_epoch(); }).code == "E_HP_LR");
    CHECK(sgd.lr() == 0.1);
    sgd.set_lr(0.4);
    CHECK(sgd.initial_lr() == 0.4);  // none was set
  }
}

TEST_CASE("Schedules refuse what they cannot follow", "[optim][schedule]") {
  const std::string refused = "E_HP_SCHEDULE";
  for (const double bad : {-0.1, 0.0, 1.1, kNaN}) {
    CAPTURE(bad);
    CHECK(code<ConstantLR>(ConstantLROptions{.factor = bad}) == refused);
    CHECK(code<LinearLR>(LinearLROptions{.start_factor = bad}) == refused);
  }
  for (const double bad : {-0.1, 1.1, kNaN})
    CHECK(code<LinearLR>(LinearLROptions{.end_factor = bad}) == refused);
  for (const double bad : {-0.1, kNaN, kInfinity}) {
    CAPTURE(bad);
    CHECK(code<StepLR>(StepLROptions{.step_size = 1, .gamma = bad}) == refused);
    CHECK(code<CosineAnnealingLR>(CosineAnnealingLROptions{.T_max = 1, .eta_min = bad}) == refused);
  }
  CHECK(code<ConstantLR>(ConstantLROptions{.total_iters = -1}) == refused);
  CHECK(code<LinearLR>(LinearLROptions{.total_iters = 0}) == refused);
  CHECK(code<StepLR>(StepLROptions{}) == refused);
  CHECK(code<CosineAnnealingLR>(CosineAnnealingLROptions{}) == refused);
  CHECK(code<LinearLR>(LinearLROptions{.end_factor = 0, .total_iters = 1}) == "none");
  CHECK(code<ConstantLR>(ConstantLROptions{.factor = 1, .total_iters = 0}) == "none");
}
