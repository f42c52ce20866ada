// A network as text: what print(net) shows in PyTorch, and what it is made of.
#pragma once

#include <string>

#include "inkling/nn/module.hpp"

namespace inkling {

/// repr(), then a line for each parameter and buffer with its shape and how many numbers it holds, then the
/// number of parameters.
template <typename Scalar>
std::string summary(BasicModule<Scalar>& module);

/// How many numbers are learnt.
template <typename Scalar>
Index parameter_count(BasicModule<Scalar>& module);

}  // namespace inkling
