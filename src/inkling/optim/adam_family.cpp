#include "inkling/optim/adam_family.hpp"

#include <cmath>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/optim/hyperparameter.hpp"

namespace inkling {
namespace {

enum Kind : std::size_t { exp_avg, exp_avg_sq, max_exp_avg_sq };

void require_beta(double beta, const char* name) {
  INKLING_REQUIRE(beta >= 0 && beta < 1, "E_HP_BETAS", name, "a number >= 0 and < 1", text(beta));
}

std::vector<StateKind> kinds(const AdamOptions& options) {
  std::vector<StateKind> out = {{"exp_avg", true}, {"exp_avg_sq", true}};
  if (options.amsgrad) out.push_back({"max_exp_avg_sq", true});
  return out;
}

}  // namespace

template <typename Scalar>
BasicAdamFamily<Scalar>::BasicAdamFamily(std::vector<BasicNamedParameter<Scalar>> parameters,
                                         const AdamOptions& options, WeightDecay weight_decay)
    : BasicOptimizer<Scalar>(std::move(parameters), options.lr, kinds(options)),
      options_(options),
      weight_decay_(weight_decay) {
  require_not_negative(options.eps, "E_HP_EPS", "eps");
  require_beta(options.betas[0], "betas[0]");
  require_beta(options.betas[1], "betas[1]");
  require_not_negative(options.weight_decay, "E_HP_WD", "weight_decay");
}

template <typename Scalar>
void BasicAdamFamily<Scalar>::set_momentum(double momentum) {
  require_beta(momentum, "betas[0]");
  options_.betas[0] = momentum;
}

template <typename Scalar>
void BasicAdamFamily<Scalar>::set_weight_decay(double weight_decay) {
  require_not_negative(weight_decay, "E_HP_WD", "weight_decay");
  options_.weight_decay = weight_decay;
}

template <typename Scalar>
void BasicAdamFamily<Scalar>::update(std::int64_t step) {
  const auto t = static_cast<double>(step);
  const auto [beta1, beta2] = options_.betas;
  // What is a Python number in torch is a double here, and rounded where it meets a tensor.
  const auto keep1 = static_cast<Scalar>(beta1);
  const auto keep2 = static_cast<Scalar>(beta2);
  const auto add1 = static_cast<Scalar>(1 - beta1);
  const auto add2 = static_cast<Scalar>(1 - beta2);
  const auto step_size = static_cast<Scalar>(this->lr() / (1 - std::pow(beta1, t)));
  const auto correction2 = static_cast<Scalar>(std::sqrt(1 - std::pow(beta2, t)));
  const auto eps = static_cast<Scalar>(options_.eps);
  const auto decay = static_cast<Scalar>(options_.weight_decay);
  const auto shrink = static_cast<Scalar>(1 - this->lr() * options_.weight_decay);
  const bool decay_in_gradient = weight_decay_ == WeightDecay::in_gradient && options_.weight_decay != 0;

  std::vector<BasicMatrix<Scalar>>& means = this->state(exp_avg);
  std::vector<BasicMatrix<Scalar>>& squares = this->state(exp_avg_sq);
  std::vector<BasicMatrix<Scalar>>* greatest = options_.amsgrad ? &this->state(max_exp_avg_sq) : nullptr;
  for (std::size_t i = 0; i < this->parameters().size(); ++i) {
    BasicParameter<Scalar>& parameter = *this->parameters()[i].parameter;
    auto value = parameter.value.array();
    auto mean = means[i].array();
    auto square = squares[i].array();
    const auto average = [&](const auto& grad) {
      mean = keep1 * mean + add1 * grad;
      square = keep2 * square + add2 * grad * grad;
    };
    if (weight_decay_ == WeightDecay::decoupled) value *= shrink;
    if (decay_in_gradient) {
      average(parameter.grad.array() + decay * value);
    } else {
      average(parameter.grad.array());
    }
    if (greatest != nullptr) {
      auto most = (*greatest)[i].array();
      most = most.template max<Eigen::PropagateNaN>(square);
      value -= step_size * mean / (most.sqrt() / correction2 + eps);
    } else {
      value -= step_size * mean / (square.sqrt() / correction2 + eps);
    }
  }
}

template class BasicAdamFamily<float>;
template class BasicAdamFamily<double>;

}  // namespace inkling
