#include "inkling/optim/adam.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "inkling/optim/adamw.hpp"
#include "optim/torch_problem.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using Catch::Matchers::WithinAbs;
using testing::Followed;
using testing::kAdamTolerance;
using testing::refusal_of;
using testing::TorchProblem;

namespace {

template <typename Options>
struct Configuration {
  const char* name;
  Options options;
};

const std::vector<Configuration<AdamOptions>>& adam_configurations() {
  static const std::vector<Configuration<AdamOptions>> all = {
      {"adam.plain", {.lr = 0.01}},
      {"adam.weight_decay", {.lr = 0.01, .weight_decay = 0.1}},
      {"adam.amsgrad", {.lr = 0.01, .betas = {0.8, 0.99}, .eps = 1e-6, .amsgrad = true}},
  };
  return all;
}

const std::vector<Configuration<AdamWOptions>>& adamw_configurations() {
  static const std::vector<Configuration<AdamWOptions>> all = {
      {"adamw.plain", {.lr = 0.01}},
      {"adamw.amsgrad", {.lr = 0.01, .weight_decay = 0.1, .amsgrad = true}},
  };
  return all;
}

template <typename AnyOptimizer, typename Scalar, typename Options>
Followed check_against_torch(const Configuration<Options>& configuration, double tolerance) {
  CAPTURE(configuration.name);
  TorchProblem<Scalar> problem;
  AnyOptimizer optimizer(problem.named_parameters(), configuration.options);
  const double worst = problem.difference(optimizer, nullptr, configuration.name);
  CHECK(worst <= tolerance);
  return {problem.steps(), worst};
}

}  // namespace

TEST_CASE("1,001 steps of Adam and AdamW lead where torch's do", "[optim][adam][torch][A4]") {
  Followed adam;
  for (const auto& configuration : adam_configurations())
    adam += check_against_torch<BasicAdam<double>, double>(configuration, kAdamTolerance);
  adam.tell("Adam");
  Followed adamw;
  for (const auto& configuration : adamw_configurations())
    adamw += check_against_torch<BasicAdamW<double>, double>(configuration, kAdamTolerance);
  adamw.tell("AdamW");
}

TEST_CASE("Adam and AdamW in float follow within float's digits", "[optim][adam][torch]") {
  for (const auto& configuration : adam_configurations())
    check_against_torch<Adam, float>(configuration, 3e-5);
  // The decay's factor, 1 - lr · weight_decay, loses up to 3e-8 when it is rounded, and is taken 1,001 times.
  for (const auto& configuration : adamw_configurations())
    check_against_torch<AdamW, float>(configuration, 1e-4);
}

TEST_CASE("Adam's first step is the learning rate along the gradient's sign", "[optim][adam]") {
  BasicParameter<double> p = BasicParameter<double>::vector(3);
  p.grad << 1e-3, -7, 0;
  BasicAdam<double> adam({{"p", &p}}, {.lr = 0.5, .eps = 0, .weight_decay = 0});
  p.grad(0, 2) = 4;
  adam.step();
  CHECK_THAT(p.value(0, 0), WithinAbs(-0.5, 1e-15));
  CHECK_THAT(p.value(0, 1), WithinAbs(0.5, 1e-15));
  CHECK_THAT(p.value(0, 2), WithinAbs(-0.5, 1e-15));
  CHECK(p.grad(0, 1) == -7);
}

TEST_CASE("The defaults are torch's; AdamW alone decays by default", "[optim][adam]") {
  BasicParameter<double> p = BasicParameter<double>::vector(1);
  BasicAdam<double> adam({{"p", &p}});
  BasicAdamW<double> adamw({{"p", &p}});
  CHECK(adam.lr() == 1e-3);
  CHECK(adamw.lr() == 1e-3);
  CHECK(adam.momentum() == 0.9);
  p.value(0, 0) = 1;
  adam.step();  // with no gradient there is no step
  CHECK(p.value(0, 0) == 1);
  adamw.step();
  CHECK(p.value(0, 0) == 1 - 1e-3 * 1e-2);
}

TEST_CASE("Each parameter has its own averages", "[optim][adam]") {
  TorchProblem<double> together;
  TorchProblem<double> apart;
  BasicAdam<double> both(together.named_parameters(), {.lr = 0.1, .amsgrad = true});
  BasicAdam<double> first({apart.named_parameters()[0]}, {.lr = 0.1, .amsgrad = true});
  BasicAdam<double> second({apart.named_parameters()[1]}, {.lr = 0.1, .amsgrad = true});
  for (std::size_t step = 0; step < 5; ++step) {
    together.set_grads(step);
    apart.set_grads(step);
    both.step();
    first.step();
    second.step();
  }
  CHECK(together[0].value == apart[0].value);
  CHECK(together[1].value == apart[1].value);
}

TEST_CASE("A new learning rate or beta1 takes effect at the next step", "[optim][adam]") {
  BasicParameter<double> p = BasicParameter<double>::vector(1);
  p.grad(0, 0) = 1;
  BasicAdam<double> adam({{"p", &p}}, {.lr = 0.5, .eps = 0});
  adam.step();
  adam.set_lr(0.25);
  CHECK_THAT(p.value(0, 0), WithinAbs(-0.5, 2e-14));
  adam.step();
  CHECK_THAT(p.value(0, 0), WithinAbs(-0.75, 2e-14));
  adam.set_momentum(0);  // m = g, and no correction
  CHECK(adam.momentum() == 0);
  p.grad(0, 0) = 0;
  adam.step();
  CHECK_THAT(p.value(0, 0), WithinAbs(-0.75, 2e-14));
}

TEST_CASE("Adam and AdamW refuse what torch refuses, and what is not finite", "[optim][adam]") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto code = [](AdamOptions options) {
    return refusal_of([&] { return BasicAdam<double>({}, options).lr(); }).code;
  };
  for (const double bad : {-1.0, std::nan(""), infinity}) {
    CAPTURE(bad);
    CHECK(code({.lr = bad}) == "E_HP_LR");
    CHECK(code({.eps = bad}) == "E_HP_EPS");
    CHECK(code({.betas = {bad, 0.9}}) == "E_HP_BETAS");
    CHECK(code({.betas = {0.9, bad}}) == "E_HP_BETAS");
    CHECK(code({.weight_decay = bad}) == "E_HP_WD");
    CHECK(refusal_of([&] { return BasicAdamW<double>({}, {.lr = bad}).lr(); }).code == "E_HP_LR");
    CHECK(refusal_of([&] { return BasicAdamW<double>({}, {.weight_decay = bad}).lr(); }).code == "E_HP_WD");
  }
  CHECK(code({.betas = {1, 0.999}}) == "E_HP_BETAS");
  CHECK(code({.betas = {0.9, 1}}) == "E_HP_BETAS");
  CHECK(code({.lr = 0, .betas = {0, 0}, .eps = 0}) == "none");

  BasicAdam<double> adam({});
  CHECK(refusal_of([&] { return adam.set_momentum(1), 0; }).code == "E_HP_BETAS");
  CHECK(refusal_of([&] { return adam.set_lr(std::nan("")), 0; }).code == "E_HP_LR");
  CHECK(adam.momentum() == 0.9);
  CHECK(adam.lr() == 1e-3);
}
