#include "inkling/nn/init.hpp"

#include <cmath>

namespace inkling {

template <typename Scalar>
void uniform_init(BasicMatrix<Scalar>& values, float from, float to, Generator& generator) {
  for (Index i = 0; i < values.size(); ++i) values.data()[i] = Scalar(generator.uniform(from, to));
}

template <typename Scalar>
void linear_default_init(BasicMatrix<Scalar>& weight, BasicMatrix<Scalar>& bias, Generator& generator) {
  const double fan_in = static_cast<double>(weight.cols());
  // Written as torch computes it, gain times 1/√in: simplified, the last bit would differ.
  const double gain = std::sqrt(2.0 / (1.0 + 5.0));
  const auto weight_bound = static_cast<float>(std::sqrt(3.0) * (gain / std::sqrt(fan_in)));
  const auto bias_bound = static_cast<float>(1.0 / std::sqrt(fan_in));
  uniform_init(weight, -weight_bound, weight_bound, generator);
  uniform_init(bias, -bias_bound, bias_bound, generator);
}

#define INKLING_INSTANTIATE(Scalar)                                           \
  template void uniform_init(BasicMatrix<Scalar>&, float, float, Generator&); \
  template void linear_default_init(BasicMatrix<Scalar>&, BasicMatrix<Scalar>&, Generator&);
INKLING_INSTANTIATE(float)
INKLING_INSTANTIATE(double)
#undef INKLING_INSTANTIATE

}  // namespace inkling
