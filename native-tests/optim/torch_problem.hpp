// The two parameters and 1,001 gradients of assets/reference/optimizer_traces.py, to take the steps that
// torch took.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "inkling/optim/lr_scheduler/lr_scheduler.hpp"
#include "inkling/optim/optimizer.hpp"
#include "support/figure.hpp"
#include "support/reference.hpp"
#include "support/worst.hpp"

namespace inkling::testing {

inline const Reference& optimizer_reference() {
  static const Reference file("optimizers");
  return file;
}

/// How far 1,001 steps in double may lead from torch's. Guarantee A4 says 1e-9; all that differs is rounding,
/// at most 2e-14 for SGD, whose numbers reach 36, and 5e-16 for Adam. Ten times that is allowed.
inline constexpr double kSGDTolerance = 2e-13;
inline constexpr double kAdamTolerance = 5e-15;

/// How far the steps of some configurations led from torch's, for the table of guarantees.
struct Followed {
  std::size_t steps = 0;
  double worst = 0;

  void operator+=(const Followed& more) {
    steps += more.steps;
    worst = std::max(worst, more.worst);
  }
  void tell(const std::string& optimizer) const {
    figure("A4", optimizer + ", steps", static_cast<double>(steps));
    figure("A4", optimizer + ", worst difference", worst);
  }
};

template <typename Scalar>
class TorchProblem {
 public:
  TorchProblem() {
    copy("p0.start", 0, parameters_[0].value);
    copy("p1.start", 0, parameters_[1].value);
  }

  std::vector<BasicNamedParameter<Scalar>> named_parameters() {
    return {{"p0", &parameters_[0]}, {"p1", &parameters_[1]}};
  }
  BasicParameter<Scalar>& operator[](std::size_t i) { return parameters_[i]; }

  void set_grads(std::size_t step) {
    copy("p0.grad", step, parameters_[0].grad);
    copy("p1.grad", step, parameters_[1].grad);
  }

  /// The greatest difference between the parameters and torch's over all samples; infinite for NaN.
  double difference(BasicOptimizer<Scalar>& optimizer, LRScheduler* scheduler, const std::string& name) {
    double worst = 0;
    for (std::size_t step = 0; step <= 1000; ++step, ++steps_) {
      set_grads(step);
      optimizer.step();
      if (scheduler != nullptr) scheduler->step();
      if (step % 100 != 0) continue;
      for (std::size_t p = 0; p < 2; ++p) {
        const BasicMatrix<Scalar>& value = parameters_[p].value;
        BasicMatrix<Scalar> torch(value.rows(), value.cols());
        copy(name + (p == 0 ? ".p0" : ".p1"), step / 100, torch);
        for (Index i = 0; i < value.size(); ++i) {
          const auto here = static_cast<double>(std::abs(value.data()[i] - torch.data()[i]));
          worst = worse(worst, here);
        }
      }
    }
    return worst;
  }

  /// That difference() took.
  [[nodiscard]] std::size_t steps() const { return steps_; }

 private:
  /// The tensor's row-th part, which has the matrix's size.
  static void copy(const std::string& name, std::size_t row, BasicMatrix<Scalar>& matrix) {
    const std::vector<double>& all = optimizer_reference().doubles(name);
    const auto size = static_cast<std::size_t>(matrix.size());
    for (std::size_t i = 0; i < size; ++i) matrix.data()[i] = static_cast<Scalar>(all.at(row * size + i));
  }

  std::size_t steps_ = 0;
  BasicParameter<Scalar> parameters_[2] = {BasicParameter<Scalar>::vector(5),
                                           BasicParameter<Scalar>::matrix(2, 3)};
};

}  // namespace inkling::testing
