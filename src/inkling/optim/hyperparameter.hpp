// The limits that torch.optim sets to most of its numbers.
#pragma once

#include <cmath>

#include "inkling/core/error.hpp"

namespace inkling {

/// Error `code` unless value is finite and >= 0; torch takes infinity too.
inline void require_not_negative(double value, const char* code, const char* name) {
  INKLING_REQUIRE(std::isfinite(value) && value >= 0, code, name, "a number >= 0", text(value));
}

}  // namespace inkling
