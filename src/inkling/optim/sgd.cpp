#include "inkling/optim/sgd.hpp"

#include <cmath>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {

template <typename Scalar>
BasicSgd<Scalar>::BasicSgd(std::vector<BasicNamedParameter<Scalar>> parameters, SgdOptions options)
    : BasicOptimizer<Scalar>(std::move(parameters)), options_(options) {
  INKLING_REQUIRE(std::isfinite(options.lr) && options.lr >= 0, "E_HP_LR", "SGD(lr)", "a number >= 0",
                  text(options.lr));
  INKLING_REQUIRE(std::isfinite(options.momentum) && options.momentum >= 0, "E_HP_MOMENTUM", "SGD(momentum)",
                  "a number >= 0", text(options.momentum));
}

template <typename Scalar>
void BasicSgd<Scalar>::step() {
  const auto lr = static_cast<Scalar>(options_.lr);
  auto& parameters = this->parameters();
  if (options_.momentum == 0) {
    for (auto& [name, parameter] : parameters) parameter->value -= lr * parameter->grad;
    return;
  }
  const auto momentum = static_cast<Scalar>(options_.momentum);
  const bool first = momentum_buffers_.empty();
  if (first) {
    std::vector<BasicMatrix<Scalar>> buffers;  // all or none, should memory run out halfway
    buffers.reserve(parameters.size());
    for (auto& [name, parameter] : parameters) buffers.push_back(parameter->grad);
    momentum_buffers_ = std::move(buffers);
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    BasicParameter<Scalar>& parameter = *parameters[i].parameter;
    if (!first) momentum_buffers_[i] = momentum * momentum_buffers_[i] + parameter.grad;
    parameter.value -= lr * momentum_buffers_[i];
  }
}

template class BasicSgd<float>;
template class BasicSgd<double>;

}  // namespace inkling
