#include "inkling/optim/sgd.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "optim/torch_problem.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::Followed;
using testing::kSGDTolerance;
using testing::refusal_of;
using testing::TorchProblem;

namespace {

BasicParameter<double> parameter_of(double value, double grad) {
  BasicParameter<double> parameter = BasicParameter<double>::vector(1);
  parameter.value(0, 0) = value;
  parameter.grad(0, 0) = grad;
  return parameter;
}

struct Configuration {
  const char* name;
  SGDOptions options;
};

const std::vector<Configuration>& configurations() {
  static const std::vector<Configuration> all = {
      {"sgd.plain", {.lr = 0.1}},
      {"sgd.weight_decay", {.lr = 0.1, .weight_decay = 1e-2}},
      {"sgd.momentum", {.lr = 0.05, .momentum = 0.9, .weight_decay = 1e-2}},
      {"sgd.nesterov", {.lr = 0.05, .momentum = 0.9, .weight_decay = 1e-6, .nesterov = true}},
      {"sgd.dampening", {.lr = 0.1, .momentum = 0.9, .dampening = 0.5}},
  };
  return all;
}

}  // namespace

TEST_CASE("1,001 steps of SGD lead where torch's do", "[optim][sgd][torch][A4]") {
  Followed all;
  for (const auto& [name, options] : configurations()) {
    CAPTURE(name);
    TorchProblem<double> problem;
    BasicSGD<double> sgd(problem.named_parameters(), options);
    const double worst = problem.difference(sgd, nullptr, name);
    CHECK(worst <= kSGDTolerance);
    all += {problem.steps(), worst};
  }
  all.tell("SGD");
}

TEST_CASE("SGD in float follows within float's digits", "[optim][sgd][torch]") {
  for (const auto& [name, options] : configurations()) {
    CAPTURE(name);
    TorchProblem<float> problem;
    SGD sgd(problem.named_parameters(), options);
    CHECK(problem.difference(sgd, nullptr, name) <= 4e-4);  // on numbers up to 36
  }
}

TEST_CASE("Plain SGD takes the gradient times the learning rate off", "[optim][sgd]") {
  BasicParameter<double> p = parameter_of(1, 4);
  BasicSGD<double> sgd({{"p", &p}}, {.lr = 0.25});
  sgd.step();
  CHECK(p.value(0, 0) == 0);
  CHECK(p.grad(0, 0) == 4);
}

TEST_CASE("Momentum follows torch: the first buffer is the gradient, lr stands outside", "[optim][sgd]") {
  BasicParameter<double> p = parameter_of(0, 1);
  BasicSGD<double> sgd({{"p", &p}}, {.lr = 0.5, .momentum = 0.5});
  sgd.step();  // v = 1
  CHECK(p.value(0, 0) == -0.5);
  p.grad(0, 0) = 2;
  sgd.step();  // v = 0.5 + 2
  CHECK(p.value(0, 0) == -1.75);
  p.grad(0, 0) = 0;
  sgd.step();  // v = 1.25
  CHECK(p.value(0, 0) == -2.375);
}

TEST_CASE("The first buffer has the weight decay in it and is not dampened", "[optim][sgd]") {
  BasicParameter<double> p = parameter_of(2, 1);
  BasicSGD<double> sgd({{"p", &p}}, {.lr = 1, .momentum = 0.5, .dampening = 0.75, .weight_decay = 0.5});
  sgd.step();  // g = v = 1 + 0.5 · 2
  CHECK(p.value(0, 0) == 0);
  sgd.step();  // g = 1, v = 0.5 · 2 + 0.25 · 1
  CHECK(p.value(0, 0) == -1.25);
}

TEST_CASE("Each parameter has its own momentum", "[optim][sgd]") {
  BasicParameter<double> wide = BasicParameter<double>::matrix(1, 3);
  BasicParameter<double> single = parameter_of(0, 1);
  BasicSGD<double> sgd({{"wide", &wide}, {"single", &single}}, {.lr = 1, .momentum = 0.5});
  wide.grad.setConstant(4);
  sgd.step();
  sgd.step();  // v = 4, 6 and 1, 1.5
  CHECK(wide.value == BasicMatrix<double>::Constant(1, 3, -10));
  CHECK(single.value(0, 0) == -2.5);
}

TEST_CASE("A new learning rate or momentum takes effect at the next step", "[optim][sgd]") {
  BasicParameter<double> p = parameter_of(0, 1);
  BasicSGD<double> sgd({{"p", &p}}, {.lr = 1});
  CHECK(sgd.lr() == 1);
  CHECK(sgd.momentum() == 0);
  sgd.step();
  sgd.set_lr(0.5);
  CHECK(p.value(0, 0) == -1);
  sgd.step();
  CHECK(p.value(0, 0) == -1.5);
  sgd.set_momentum(0.5);
  sgd.step();  // the first with momentum: v = 1
  CHECK(p.value(0, 0) == -2);
  sgd.step();  // v = 1.5
  CHECK(p.value(0, 0) == -2.75);
  sgd.set_momentum(0);
  sgd.step();  // v rests
  CHECK(p.value(0, 0) == -3.25);
  sgd.set_momentum(0.5);
  sgd.step();  // v = 0.75 + 1
  CHECK(p.value(0, 0) == -4.125);
}

TEST_CASE("SGD refuses what torch refuses, and what is not finite", "[optim][sgd]") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto code = [](SGDOptions options) {
    return refusal_of([&] { return BasicSGD<double>({}, options).lr(); }).code;
  };
  for (const double bad : {-1.0, -1e-300, std::nan(""), infinity, -infinity}) {
    CAPTURE(bad);
    CHECK(code({.lr = bad}) == "E_HP_LR");
    CHECK(code({.lr = 1, .momentum = bad}) == "E_HP_MOMENTUM");
    CHECK(code({.lr = 1, .weight_decay = bad}) == "E_HP_WD");
  }
  for (const double bad : {std::nan(""), infinity})
    CHECK(code({.lr = 1, .momentum = 0.5, .dampening = bad}) == "E_HP_DAMPENING");
  CHECK(code({.lr = 1, .nesterov = true}) == "E_HP_NESTEROV");
  CHECK(code({.lr = 1, .momentum = 0.9, .dampening = 0.1, .nesterov = true}) == "E_HP_NESTEROV");
  CHECK(code({.lr = 0}) == "none");
  CHECK(code({.lr = 1, .momentum = 0.9, .nesterov = true}) == "none");
  CHECK(code({.lr = 1, .momentum = 0.9, .dampening = -1}) == "none");  // torch takes it

  BasicSGD<double> sgd({}, {.lr = 1, .momentum = 0.5});
  CHECK(refusal_of([&] { return sgd.set_lr(-1), 0; }).code == "E_HP_LR");
  CHECK(refusal_of([&] { return sgd.set_momentum(-1), 0; }).code == "E_HP_MOMENTUM");
  CHECK(sgd.lr() == 1);
  CHECK(sgd.momentum() == 0.5);
}
