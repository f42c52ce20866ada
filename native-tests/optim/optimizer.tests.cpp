#include "inkling/optim/optimizer.hpp"

#include <memory>

#include <catch2/catch_test_macros.hpp>

#include "inkling/optim/adam.hpp"
#include "inkling/optim/adamw.hpp"
#include "inkling/optim/sgd.hpp"
#include "optim/torch_problem.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::Refusal;
using testing::refusal_of;
using testing::TorchProblem;

namespace {

std::vector<std::string> names(const Optimizer& optimizer) {
  std::vector<std::string> out;
  for (const NamedState& state : optimizer.named_state()) out.push_back(state.name);
  return out;
}

void steps(TorchProblem<float>& problem, Optimizer& optimizer, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    problem.set_grads(i);
    optimizer.step();
  }
}

/// Ten steps at once are the same to the bit as five, then five by another that loaded the state.
template <typename AnyOptimizer, typename Options>
void check_continues(const Options& options) {
  TorchProblem<float> whole;
  AnyOptimizer at_once(whole.named_parameters(), options);
  steps(whole, at_once, 0, 10);

  TorchProblem<float> parts;
  AnyOptimizer first(parts.named_parameters(), options);
  steps(parts, first, 0, 5);
  AnyOptimizer second(parts.named_parameters(), options);
  second.load_state(first.step_count(), first.named_state());
  CHECK(second.step_count() == 5);
  CHECK(names(second) == names(first));
  steps(parts, first, 5, 5);
  steps(parts, second, 5, 10);
  CHECK(parts[0].value == whole[0].value);
  CHECK(parts[1].value == whole[1].value);
}

Refusal load(Optimizer& optimizer, std::int64_t step_count, const std::vector<NamedState>& state) {
  return refusal_of([&] { return optimizer.load_state(step_count, state), 0; });
}

}  // namespace

TEST_CASE("An optimizer's state has torch's names and the parameters' shapes", "[optim][state]") {
  using Names = std::vector<std::string>;
  TorchProblem<float> problem;
  problem.set_grads(0);
  SGD plain(problem.named_parameters(), {.lr = 0.1});
  SGD momentum(problem.named_parameters(), {.lr = 0.1, .momentum = 0.9});
  Adam adam(problem.named_parameters());
  AdamW amsgrad(problem.named_parameters(), {.amsgrad = true});
  CHECK(momentum.step_count() == 0);
  CHECK(names(momentum).empty());
  CHECK(names(adam).empty());
  for (Optimizer* optimizer : std::vector<Optimizer*>{&plain, &momentum, &adam, &amsgrad}) optimizer->step();
  CHECK(plain.step_count() == 1);
  CHECK(adam.step_count() == 1);
  CHECK(names(plain).empty());
  CHECK(names(momentum) == Names{"p0.momentum_buffer", "p1.momentum_buffer"});
  CHECK(names(adam) == Names{"p0.exp_avg", "p0.exp_avg_sq", "p1.exp_avg", "p1.exp_avg_sq"});
  CHECK(names(amsgrad) == Names{"p0.exp_avg", "p0.exp_avg_sq", "p0.max_exp_avg_sq", "p1.exp_avg",
                                "p1.exp_avg_sq", "p1.max_exp_avg_sq"});
  const std::vector<NamedState> state = momentum.named_state();
  CHECK(state[0].shape == std::vector<Index>{5});
  CHECK(state[1].shape == std::vector<Index>{2, 3});
  CHECK(*state[0].values == problem[0].grad);
  CHECK(*state[1].values == problem[1].grad);
}

TEST_CASE("An optimizer that has loaded a state goes on to the bit", "[optim][state]") {
  check_continues<SGD>(SGDOptions{.lr = 0.1});
  check_continues<SGD>(SGDOptions{.lr = 0.1, .momentum = 0.9, .weight_decay = 0.01});
  check_continues<Adam>(AdamOptions{.lr = 0.1});
  check_continues<Adam>(AdamOptions{.lr = 0.1, .weight_decay = 0.1, .amsgrad = true});
  check_continues<AdamW>(AdamWOptions{.lr = 0.1, .amsgrad = true});
}

TEST_CASE("A loaded state is a copy, and one of no steps forgets", "[optim][state]") {
  TorchProblem<float> problem;
  SGD first(problem.named_parameters(), {.lr = 0.1, .momentum = 0.9});
  steps(problem, first, 0, 1);
  const Matrix then = *first.named_state()[0].values;
  SGD second(problem.named_parameters(), {.lr = 0.1, .momentum = 0.9});
  second.load_state(1, first.named_state());
  steps(problem, first, 1, 2);
  CHECK(*second.named_state()[0].values == then);
  CHECK(*first.named_state()[0].values != then);
  first.load_state(0, {});
  CHECK(first.step_count() == 0);
  CHECK(first.named_state().empty());
}

TEST_CASE("A momentum at rest is saved all the same", "[optim][state]") {
  TorchProblem<float> problem;
  SGD first(problem.named_parameters(), {.lr = 0.1, .momentum = 0.9});
  steps(problem, first, 0, 1);
  SGD second(problem.named_parameters(), {.lr = 0.1});
  second.load_state(1, first.named_state());
  CHECK(names(second) == names(first));
}

TEST_CASE("A state that is not this optimizer's is refused and changes nothing", "[optim][state]") {
  TorchProblem<float> problem;
  Adam adam(problem.named_parameters());
  steps(problem, adam, 0, 3);
  const std::vector<NamedState> state = adam.named_state();
  const Matrix before = *state[0].values;
  const Matrix other = Matrix::Ones(3, 2);

  std::vector<NamedState> missing = state;
  missing.pop_back();
  std::vector<NamedState> renamed = state;
  renamed[1].name = "p0.momentum_buffer";
  std::vector<NamedState> twice = state;
  twice.push_back(state[0]);
  std::vector<NamedState> reshaped = state;
  reshaped[2].shape = {3, 2};
  std::vector<NamedState> resized = state;
  resized[2].values = &other;
  for (const std::vector<NamedState>& bad : {missing, renamed, twice, reshaped, resized, {}})
    CHECK(load(adam, 7, bad).code == "E_OPT_STATE");
  CHECK(load(adam, 0, state).code == "E_OPT_STATE");
  CHECK(load(adam, -1, {}).code == "E_OPT_STATE");
  CHECK(adam.step_count() == 3);
  CHECK(*adam.named_state()[0].values == before);

  Adam amsgrad(problem.named_parameters(), {.amsgrad = true});
  CHECK(load(amsgrad, 3, state).message.find("p0.max_exp_avg_sq") != std::string::npos);
  SGD sgd(problem.named_parameters(), {.lr = 0.1, .momentum = 0.9});
  CHECK(load(sgd, 3, state).code == "E_OPT_STATE");
  steps(problem, sgd, 0, 1);
  CHECK(load(sgd, 1, {sgd.named_state()[0]}).code == "E_OPT_STATE");
  CHECK(load(sgd, 1, {sgd.named_state()[1]}).code == "E_OPT_STATE");
}

TEST_CASE("An optimizer whose numbers are set goes on as one that was made with them", "[optim]") {
  const auto pair_of = [](auto made_with, auto set) {
    BasicParameter<double> ours = BasicParameter<double>::vector(2);
    BasicParameter<double> theirs = BasicParameter<double>::vector(2);
    for (BasicParameter<double>* const parameter : {&ours, &theirs}) {
      parameter->value << 1, -2;
      parameter->grad << 0.5, 0.25;
    }
    const auto right = made_with({{"p", &theirs}});
    const auto changed = set({{"p", &ours}});
    for (int i = 0; i < 3; ++i) {
      right->step();
      changed->step();
    }
    return ours.value == theirs.value;
  };
  using Parameters = std::vector<BasicNamedParameter<double>>;
  CHECK(pair_of(
      [](Parameters p) {
        return std::make_unique<BasicSGD<double>>(
            p, SGDOptions{.lr = 0.1, .momentum = 0.9, .weight_decay = 0.1, .nesterov = true});
      },
      [](Parameters p) {
        auto sgd = std::make_unique<BasicSGD<double>>(p, SGDOptions{.lr = 0.1});
        sgd->set_momentum(0.9);
        sgd->set_nesterov(true);
        sgd->set_weight_decay(0.1);
        return sgd;
      }));
  BasicSGD<double> sgd({}, {});
  BasicAdam<double> adam({}, {});
  const auto code_of = [](auto call) { return testing::refusal_of([&] { return call(), 0; }).code; };
  CHECK(code_of([&] { sgd.set_nesterov(true); }) == "E_HP_NESTEROV");
  CHECK(code_of([&] { sgd.set_weight_decay(-1); }) == "E_HP_WD");
  CHECK(code_of([&] { adam.set_weight_decay(-1); }) == "E_HP_WD");
  CHECK(code_of([&] { adam.set_nesterov(true); }) == "E_API_STATE");
  CHECK(code_of([&] { adam.set_nesterov(false); }) == "none");
}
