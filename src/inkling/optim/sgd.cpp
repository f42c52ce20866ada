#include "inkling/optim/sgd.hpp"

#include <cmath>
#include <optional>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/core/parallel.hpp"
#include "inkling/optim/hyperparameter.hpp"

namespace inkling {

template <typename Scalar>
BasicSGD<Scalar>::BasicSGD(std::vector<BasicNamedParameter<Scalar>> parameters, SGDOptions options)
    : BasicOptimizer<Scalar>(std::move(parameters), options.lr, {{"momentum_buffer", false}}),
      options_(options) {
  require_not_negative(options.momentum, "E_HP_MOMENTUM", "momentum");
  require_not_negative(options.weight_decay, "E_HP_WD", "weight_decay");
  INKLING_REQUIRE(std::isfinite(options.dampening), "E_HP_DAMPENING", "dampening", "a finite number",
                  text(options.dampening));
  INKLING_REQUIRE(!options.nesterov || (options.momentum > 0 && options.dampening == 0), "E_HP_NESTEROV",
                  "nesterov", "momentum above 0 and no dampening",
                  text("momentum ", options.momentum, ", dampening ", options.dampening));
}

template <typename Scalar>
void BasicSGD<Scalar>::set_momentum(double momentum) {
  require_not_negative(momentum, "E_HP_MOMENTUM", "momentum");
  options_.momentum = momentum;
}

template <typename Scalar>
void BasicSGD<Scalar>::set_weight_decay(double weight_decay) {
  require_not_negative(weight_decay, "E_HP_WD", "weight_decay");
  options_.weight_decay = weight_decay;
}

template <typename Scalar>
void BasicSGD<Scalar>::set_nesterov(bool nesterov) {
  INKLING_REQUIRE(!nesterov || (options_.momentum > 0 && options_.dampening == 0), "E_HP_NESTEROV",
                  "nesterov", "momentum above 0 and no dampening",
                  text("momentum ", options_.momentum, ", dampening ", options_.dampening));
  options_.nesterov = nesterov;
}

template <typename Scalar>
void BasicSGD<Scalar>::update(std::int64_t /*step*/) {
  const auto lr = static_cast<Scalar>(this->lr());
  const auto momentum = static_cast<Scalar>(options_.momentum);
  const auto fresh = static_cast<Scalar>(1 - options_.dampening);
  const auto weight_decay = static_cast<Scalar>(options_.weight_decay);
  const bool first_step = !this->has_state(0);
  std::vector<BasicMatrix<Scalar>>* buffers = options_.momentum != 0 ? &this->state(0) : nullptr;

  // The gradient is an expression, read once for each place it stands in: no copy of it is made.
  const auto descend = [&](auto value, const auto& grad, auto* velocity) {
    if (velocity == nullptr) {
      value -= lr * grad;
      return;
    }
    auto& buffer = *velocity;
    if (first_step) {
      buffer = grad;
    } else {
      buffer = momentum * buffer + fresh * grad;
    }
    if (options_.nesterov) {
      value -= lr * (grad + momentum * buffer);
    } else {
      value -= lr * buffer;
    }
  };
  for (std::size_t i = 0; i < this->parameters().size(); ++i) {
    BasicParameter<Scalar>& parameter = *this->parameters()[i].parameter;
    parallel_for(parameter.value.rows(), kWeightsOfAThread, [&](Index first, Index last) {
      auto value = parameter.value.middleRows(first, last - first);
      const auto grad = parameter.grad.middleRows(first, last - first);
      using Rows = decltype(value);
      std::optional<Rows> velocity;
      if (buffers != nullptr) velocity.emplace((*buffers)[i].middleRows(first, last - first));
      Rows* const own = velocity ? &*velocity : nullptr;
      if (options_.weight_decay == 0)
        descend(value, grad, own);
      else
        descend(value, grad + weight_decay * value, own);
    });
  }
}

template class BasicSGD<float>;
template class BasicSGD<double>;

}  // namespace inkling
