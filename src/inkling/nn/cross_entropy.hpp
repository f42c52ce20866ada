// torch.nn.CrossEntropyLoss: softmax and negative log likelihood in one.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

/// The mean over the batch of -log softmax(logits)[label]. Fused, so that neither the exponentials overflow
/// nor the logarithm sees a 0: log Σexp(z) is max(z) + log Σexp(z - max(z)).
template <typename Scalar>
class BasicCrossEntropyLoss {
 public:
  /// logits: (batch, classes); one label a row. Error E_API_SHAPE when the counts differ or the batch is
  /// empty, E_API_LABEL for a label >= classes.
  Scalar forward(const BasicMatrixView<Scalar>& logits, std::span<const std::uint8_t> labels);

  /// ∂loss/∂logits of the last forward(): (softmax - one_hot(labels)) / batch.
  const BasicMatrix<Scalar>& backward();

 private:
  BasicMatrix<Scalar> probabilities_;
  std::vector<std::uint8_t> labels_;
  bool is_gradient_ = false;  // backward() turns the probabilities into the gradient in place
};
using CrossEntropyLoss = BasicCrossEntropyLoss<float>;

}  // namespace inkling
