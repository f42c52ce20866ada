// torch.nn.Linear: y = x Wᵀ + b.
#pragma once

#include "inkling/core/random.hpp"
#include "inkling/nn/module.hpp"

namespace inkling {

/// weight: (out_features, in_features); bias: (out_features), or none.
template <typename Scalar>
class BasicLinear final : public BasicModule<Scalar> {
 public:
  /// Draws weight, then bias, from `generator` as torch does (see init.hpp). Error E_HP_SIZE unless both
  /// widths are at least 1.
  BasicLinear(Index in_features, Index out_features, Generator& generator, bool bias = true);
  BasicLinear(BasicLinear&&) = delete;

  const BasicMatrix<Scalar>& forward(BasicMatrixView<Scalar> input) override;
  const BasicMatrix<Scalar>& backward(BasicMatrixView<Scalar> output_grad) override;
  std::vector<BasicNamedParameter<Scalar>> named_parameters() override;
  [[nodiscard]] std::string repr() const override;

  [[nodiscard]] Index in_features() const { return weight_.value.cols(); }
  [[nodiscard]] Index out_features() const { return weight_.value.rows(); }

 private:
  BasicParameter<Scalar> weight_;
  BasicParameter<Scalar> bias_;  // without a bias: of size 0
  BasicMatrix<Scalar> output_;
  BasicMatrix<Scalar> input_grad_;
};
using Linear = BasicLinear<float>;

}  // namespace inkling
