// torch.optim.AdamW.
#pragma once

#include <utility>

#include "inkling/optim/adam_family.hpp"

namespace inkling {

struct AdamWOptions {
  double lr = 1e-3;
  std::array<double, 2> betas = {0.9, 0.999};
  double eps = 1e-8;
  double weight_decay = 1e-2;
  bool amsgrad = false;
};

/// Loshchilov and Hutter's AdamW: the weight decay shrinks the parameters by themselves. See BasicAdamFamily
/// for formula, state and errors.
template <typename Scalar>
class BasicAdamW final : public BasicAdamFamily<Scalar> {
 public:
  explicit BasicAdamW(std::vector<BasicNamedParameter<Scalar>> parameters, const AdamWOptions& options = {})
      : BasicAdamFamily<Scalar>(std::move(parameters),
                                {.lr = options.lr,
                                 .betas = options.betas,
                                 .eps = options.eps,
                                 .weight_decay = options.weight_decay,
                                 .amsgrad = options.amsgrad},
                                WeightDecay::decoupled) {}
};
using AdamW = BasicAdamW<float>;

}  // namespace inkling
