// torch.nn.utils.clip_grad_norm_.
#pragma once

#include <vector>

#include "inkling/nn/module.hpp"

namespace inkling {

/// Scales all gradients, taken together as one vector, to the norm max_norm if theirs is greater, and returns
/// their norm before. They are multiplied by min(1, max_norm / (norm + 1e-6)), always, as in torch.
/// norm_type: 2, 1, any number > 0, or infinity for the greatest magnitude. max_norm may be infinite, to
/// measure only. Between backward() and the optimizer's step().
///
/// A norm that is NaN or infinite makes gradients NaN, unless error_if_nonfinite: then Error
/// E_GRAD_NONFINITE, and the gradients are as they were. Error E_HP_CLIP for a max_norm below 0 or NaN, or
/// any other norm_type; torch, which checks neither, has no use for them.
template <typename Scalar>
double clip_grad_norm_(const std::vector<BasicNamedParameter<Scalar>>& parameters, double max_norm,
                       double norm_type = 2, bool error_if_nonfinite = false);

}  // namespace inkling
