// Whether two networks hold the same numbers, to the bit.
#pragma once

#include <string>

#include "inkling/nn/module.hpp"

namespace inkling {

/// FNV-1a, 64 bits, over the bytes of all parameters in their order, as 16 hexadecimal digits. Runs of the
/// same seed and settings end in the same one on every machine, natively and in every browser. Against
/// accidents, not against intent: for that, hash the file.
std::string fingerprint(Module& model);

}  // namespace inkling
