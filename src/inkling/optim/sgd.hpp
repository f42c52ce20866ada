// torch.optim.SGD.
#pragma once

#include "inkling/optim/optimizer.hpp"

namespace inkling {

struct SgdOptions {
  double lr = 0.001;
  double momentum = 0;
};

/// v ← momentum · v + g, the first time v ← g; then p ← p - lr · v (torch/optim/sgd.py). Note that lr stands
/// outside v, unlike in Sutskever et al. Without momentum there is no v.
template <typename Scalar>
class BasicSgd final : public BasicOptimizer<Scalar> {
 public:
  /// Error E_HP_LR unless lr is finite and >= 0, E_HP_MOMENTUM unless momentum is; torch takes infinity too.
  BasicSgd(std::vector<BasicNamedParameter<Scalar>> parameters, SgdOptions options);

  void step() override;

 private:
  SgdOptions options_;
  std::vector<BasicMatrix<Scalar>> momentum_buffers_;  // empty until the first step
};
using Sgd = BasicSgd<float>;

}  // namespace inkling
