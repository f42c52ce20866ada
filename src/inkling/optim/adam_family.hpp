// What Adam and AdamW share: all but where the weight decay goes.
#pragma once

#include <array>

#include "inkling/optim/optimizer.hpp"

namespace inkling {

struct AdamOptions {
  double lr = 1e-3;
  std::array<double, 2> betas = {0.9, 0.999};
  double eps = 1e-8;
  double weight_decay = 0;
  bool amsgrad = false;
};

enum class WeightDecay {
  in_gradient,  ///< Adam: g ← g + weight_decay · p
  decoupled,    ///< AdamW: p ← (1 - lr · weight_decay) · p, before the step
};

/// At step t: m ← β1 · m + (1 - β1) · g; v ← β2 · v + (1 - β2) · g²;
/// p ← p - lr / (1 - β1ᵗ) · m / (√v / √(1 - β2ᵗ) + eps). With amsgrad the greatest v so far stands for v, the
/// greatest taken before the correction, as in torch and unlike in Reddi et al. (torch/optim/adam.py,
/// _single_tensor_adam). State: "exp_avg", "exp_avg_sq" and, with amsgrad, "max_exp_avg_sq". step_count() is
/// t.
template <typename Scalar>
class BasicAdamFamily : public BasicOptimizer<Scalar> {
 public:
  [[nodiscard]] std::optional<double> momentum() const override { return options_.betas[0]; }
  /// Error E_HP_BETAS.
  void set_momentum(double momentum) override;
  void set_weight_decay(double weight_decay) override;

 protected:
  /// Error E_HP_LR, E_HP_EPS, E_HP_WD unless lr, eps, weight_decay are finite and >= 0, E_HP_BETAS unless
  /// both betas are in [0, 1).
  BasicAdamFamily(std::vector<BasicNamedParameter<Scalar>> parameters, const AdamOptions& options,
                  WeightDecay weight_decay);

 private:
  void update(std::int64_t step) override;

  AdamOptions options_;  // but for lr, which is the base's
  WeightDecay weight_decay_;
};

}  // namespace inkling
