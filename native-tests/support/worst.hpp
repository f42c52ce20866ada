// The worst of many errors.
#pragma once

#include <algorithm>
#include <cmath>

namespace inkling::testing {

/// The greater of the two, and infinite once one is NaN: std::max passes over that.
inline double worse(double worst, double error) {
  return std::isnan(error) ? HUGE_VAL : std::max(worst, error);
}

}  // namespace inkling::testing
