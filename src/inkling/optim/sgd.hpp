// torch.optim.SGD.
#pragma once

#include "inkling/optim/optimizer.hpp"

namespace inkling {

struct SGDOptions {
  double lr = 0.001;
  double momentum = 0;
  double dampening = 0;
  double weight_decay = 0;
  bool nesterov = false;
};

/// g ← g + weight_decay · p; v ← momentum · v + (1 - dampening) · g, the first time v ← g; then p ← p - lr ·
/// v, or with nesterov p ← p - lr · (g + momentum · v) (torch/optim/sgd.py). Note that lr stands outside v,
/// unlike in Sutskever et al. Without momentum there is no v. State: "momentum_buffer".
template <typename Scalar>
class BasicSGD final : public BasicOptimizer<Scalar> {
 public:
  /// Error E_HP_LR, E_HP_MOMENTUM, E_HP_WD unless lr, momentum, weight_decay are finite and >= 0,
  /// E_HP_DAMPENING unless dampening is finite, E_HP_NESTEROV for nesterov without momentum or with
  /// dampening.
  BasicSGD(std::vector<BasicNamedParameter<Scalar>> parameters, SGDOptions options);

  [[nodiscard]] std::optional<double> momentum() const override { return options_.momentum; }
  /// Error E_HP_MOMENTUM. At 0 v rests, as in torch.
  void set_momentum(double momentum) override;
  void set_weight_decay(double weight_decay) override;
  void set_nesterov(bool nesterov) override;

 private:
  void update(std::int64_t step) override;

  SGDOptions options_;  // but for lr, which is the base's
};
using SGD = BasicSGD<float>;

}  // namespace inkling
