#include "inkling/nn/clip_grad.hpp"

#include <cmath>
#include <limits>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

// In double, so that the sum of 100,000 squares keeps float's digits and does not overflow.
template <typename Scalar>
double total_norm(const std::vector<BasicNamedParameter<Scalar>>& parameters, double p) {
  double total = 0;
  for (const auto& [name, parameter] : parameters) {
    if (parameter->grad.size() == 0) continue;
    const auto magnitudes = parameter->grad.template cast<double>().array().abs();
    if (std::isinf(p)) {
      const double greatest = magnitudes.template maxCoeff<Eigen::PropagateNaN>();
      if (greatest > total || std::isnan(greatest)) total = greatest;
    } else if (p == 2) {
      total += magnitudes.square().sum();
    } else {
      total += magnitudes.pow(p).sum();
    }
  }
  if (std::isinf(p)) return total;
  return p == 2 ? std::sqrt(total) : std::pow(total, 1 / p);
}

}  // namespace

template <typename Scalar>
double clip_grad_norm_(const std::vector<BasicNamedParameter<Scalar>>& parameters, double max_norm,
                       double norm_type, bool error_if_nonfinite) {
  INKLING_REQUIRE(max_norm >= 0, "E_HP_CLIP", "clip_grad_norm_(max_norm)", "a number >= 0", text(max_norm));
  INKLING_REQUIRE(norm_type > 0, "E_HP_CLIP", "clip_grad_norm_(norm_type)", "a number > 0", text(norm_type));
  const double norm = total_norm(parameters, norm_type);
  INKLING_REQUIRE(!error_if_nonfinite || std::isfinite(norm), "E_GRAD_NONFINITE", "clip_grad_norm_()",
                  text("gradients of a finite norm of order ", norm_type), text(norm));
  const double coefficient = max_norm / (norm + 1e-6);
  const double clamped = coefficient > 1 ? 1 : coefficient;  // NaN stays NaN
  for (const auto& [name, parameter] : parameters) parameter->grad *= static_cast<Scalar>(clamped);
  return norm;
}

template double clip_grad_norm_(const std::vector<BasicNamedParameter<float>>&, double, double, bool);
template double clip_grad_norm_(const std::vector<BasicNamedParameter<double>>&, double, double, bool);

}  // namespace inkling
