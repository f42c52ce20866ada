#include "inkling/optim/optimizer.hpp"

#include <algorithm>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {

template <typename Scalar>
BasicOptimizer<Scalar>::BasicOptimizer(std::vector<BasicNamedParameter<Scalar>> parameters, double lr,
                                       std::vector<StateKind> kinds)
    : OptimizerBase(lr),
      parameters_(std::move(parameters)),
      kinds_(std::move(kinds)),
      state_(kinds_.size()) {}

template <typename Scalar>
void BasicOptimizer<Scalar>::step() {
  update(step_count_ + 1);
  ++step_count_;
}

template <typename Scalar>
std::vector<BasicMatrix<Scalar>>& BasicOptimizer<Scalar>::state(std::size_t kind) {
  std::vector<BasicMatrix<Scalar>>& values = state_[kind];
  if (values.empty()) {
    std::vector<BasicMatrix<Scalar>> zeros;  // all or none, should memory run out halfway
    zeros.reserve(parameters_.size());
    for (const auto& [name, parameter] : parameters_)
      zeros.push_back(BasicMatrix<Scalar>::Zero(parameter->value.rows(), parameter->value.cols()));
    values = std::move(zeros);
  }
  return values;
}

template <typename Scalar>
std::vector<BasicNamedState<Scalar>> BasicOptimizer<Scalar>::named_state() const {
  std::vector<BasicNamedState<Scalar>> out;
  for (std::size_t i = 0; i < parameters_.size(); ++i)
    for (std::size_t k = 0; k < kinds_.size(); ++k)
      if (has_state(k))
        out.push_back(
            {parameters_[i].name + "." + kinds_[k].name, parameters_[i].parameter->shape, &state_[k][i]});
  return out;
}

template <typename Scalar>
void BasicOptimizer<Scalar>::load_state(std::int64_t step_count,
                                        const std::vector<BasicNamedState<Scalar>>& state) {
  INKLING_REQUIRE(step_count >= 0, "E_OPT_STATE", "load_state()", "a count of steps", text(step_count));
  const auto find = [&state](const std::string& name) {
    const auto found =
        std::find_if(state.begin(), state.end(), [&name](const auto& s) { return s.name == name; });
    return found == state.end() ? nullptr : &*found;
  };
  std::vector<std::vector<BasicMatrix<Scalar>>> loaded(kinds_.size());
  std::size_t used = 0;
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    const std::string suffix = "." + kinds_[k].name;
    const auto saved = [&] {
      return !parameters_.empty() && find(parameters_.front().name + suffix) != nullptr;
    };
    if (step_count == 0 || !(kinds_[k].always || saved())) continue;
    for (const auto& [name, parameter] : parameters_) {
      const BasicNamedState<Scalar>* found = find(name + suffix);
      INKLING_REQUIRE(found != nullptr, "E_OPT_STATE", "load_state()", name + suffix, "none of that name");
      const BasicMatrix<Scalar>& values = *found->values;
      INKLING_REQUIRE(found->shape == parameter->shape && values.rows() == parameter->value.rows() &&
                          values.cols() == parameter->value.cols(),
                      "E_OPT_STATE", text("load_state(), ", name, suffix), "the parameter's shape",
                      "another");
      loaded[k].push_back(values);
      ++used;
    }
  }
  INKLING_REQUIRE(used == state.size(), "E_OPT_STATE", "load_state()", text(used, " matrices"),
                  text(state.size()), "Were they saved by another optimizer, or with other options?");
  state_ = std::move(loaded);
  step_count_ = step_count;
}

template class BasicOptimizer<float>;
template class BasicOptimizer<double>;

}  // namespace inkling
