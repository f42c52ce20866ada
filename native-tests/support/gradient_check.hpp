// Analytic gradients against central differences, in double.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>

#include "inkling/core/types.hpp"
#include "support/worst.hpp"

namespace inkling::testing {

struct GradientError {
  double worst =
      0;  ///< greatest |analytic - numeric| in units of what is allowed for that element: at most 1
  double ratio = 0;  ///< ‖analytic - numeric‖ / ‖analytic + numeric‖
};

/// Compares `analytic` with (f(x + h) - f(x - h)) / 2h for every element x of `values`, h = 1e-5, where f is
/// the sum of what `terms` gives. The differences are taken term by term: those of a sum of hundreds would
/// have lost the digits that are looked at. Allowed are 1e-9 + 1e-6 · max(|analytic|, |numeric|).
inline GradientError gradient_error(BasicMatrix<double>& values, const BasicMatrix<double>& analytic,
                                    const std::function<BasicMatrix<double>()>& terms) {
  constexpr double kStep = 1e-5;
  GradientError error;
  double difference = 0;
  double sum = 0;
  if (analytic.rows() != values.rows() || analytic.cols() != values.cols()) return {HUGE_VAL, HUGE_VAL};
  for (Index i = 0; i < values.size(); ++i) {
    const double x = values.data()[i];
    values.data()[i] = x + kStep;
    const BasicMatrix<double> above = terms();
    values.data()[i] = x - kStep;
    const BasicMatrix<double> below = terms();
    values.data()[i] = x;
    const double numeric = (above - below).sum() / (2 * kStep);
    const double found = analytic.data()[i];
    const double allowed = 1e-9 + 1e-6 * std::max(std::abs(found), std::abs(numeric));
    error.worst = worse(error.worst, std::abs(found - numeric) / allowed);
    difference += (found - numeric) * (found - numeric);
    sum += (found + numeric) * (found + numeric);
  }
  // The differences themselves are exact to some 1e-10: of a gradient of 1e-3 they show seven digits, of a
  // smaller one (BatchNorm1d's for a batch of two is nearly 0) fewer.
  constexpr double kSmall = 1e-3;
  error.ratio = std::sqrt(difference / std::max(sum, kSmall * kSmall * static_cast<double>(values.size())));
  return error;
}

}  // namespace inkling::testing
