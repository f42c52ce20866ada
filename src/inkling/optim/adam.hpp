// torch.optim.Adam.
#pragma once

#include <utility>

#include "inkling/optim/adam_family.hpp"

namespace inkling {

/// Kingma and Ba's Adam; the weight decay is added to the gradient. See BasicAdamFamily for formula, state
/// and errors.
template <typename Scalar>
class BasicAdam final : public BasicAdamFamily<Scalar> {
 public:
  explicit BasicAdam(std::vector<BasicNamedParameter<Scalar>> parameters, const AdamOptions& options = {})
      : BasicAdamFamily<Scalar>(std::move(parameters), options, WeightDecay::in_gradient) {}
};
using Adam = BasicAdam<float>;

}  // namespace inkling
