// torch.nn.CrossEntropyLoss: softmax and negative log likelihood in one.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

enum class Reduction { mean, sum, none };

struct CrossEntropyOptions {
  /// One factor for each class, finite and >= 0; empty: all 1. The mean is then that of the labels' weights.
  std::vector<double> weight = {};
  Reduction reduction = Reduction::mean;
  /// Share of the target that is spread evenly over the classes, 0..1 (Szegedy et al. 2016).
  double label_smoothing = 0;
};

/// -log softmax(logits)[label] of each row, reduced. Fused, so that neither the exponentials overflow nor the
/// logarithm sees a 0: log Σexp(z) is max(z) + log Σexp(z - max(z)). Finite as long as the loss fits the
/// scalar.
template <typename Scalar>
class BasicCrossEntropyLoss {
 public:
  /// Error E_HP_CLASS_WEIGHT or E_HP_LABEL_SMOOTHING when an option is out of its range.
  explicit BasicCrossEntropyLoss(CrossEntropyOptions options = {});

  /// logits: (batch, classes); one label a row. Gives the mean or the sum of losses(); under Reduction::none,
  /// which reduces nothing, their sum too, since that is what backward() then differentiates. Error
  /// E_API_SHAPE when the counts differ, the batch is empty or there are not as many weights as classes,
  /// E_API_LABEL for a label >= classes. What is refused changes nothing.
  Scalar forward(const BasicMatrixView<Scalar>& logits, std::span<const std::uint8_t> labels);

  /// Of the last forward(): (batch, 1), each row's loss as Reduction::none gives it.
  [[nodiscard]] const BasicMatrix<Scalar>& losses() const { return losses_; }

  /// ∂(reduced loss)/∂logits of the last forward(); for the plain mean (softmax - one_hot(labels)) / batch.
  /// Error E_API_STATE before any forward().
  const BasicMatrix<Scalar>& backward();

 private:
  [[nodiscard]] double weight_of(Index label) const;
  [[nodiscard]] double spread_loss(const Scalar* logits, double largest, double log_sum) const;
  void differentiate_row(Index i, double scale);

  CrossEntropyOptions options_;
  BasicMatrix<Scalar> probabilities_;
  BasicMatrix<Scalar> losses_;
  std::vector<std::uint8_t> labels_;
  double divisor_ = 1;        // of the sum of losses_
  bool is_gradient_ = false;  // backward() turns the probabilities into the gradient in place
};
using CrossEntropyLoss = BasicCrossEntropyLoss<float>;

/// torch.nn.functional.cross_entropy(): the loss alone.
float cross_entropy(const Matrix& logits, std::span<const std::uint8_t> labels,
                    const CrossEntropyOptions& options = {});

}  // namespace inkling
