// torch.nn.BatchNorm1d.
#pragma once

#include <optional>

#include "inkling/nn/module.hpp"

namespace inkling {

struct BatchNorm1dOptions {
  double eps = 1e-5;
  /// Weight of the new batch in the running statistics; none: all batches weigh the same.
  std::optional<double> momentum = 0.1;
  bool affine = true;  ///< with weight and bias
};

/// (x - mean) / √(var + eps) · weight + bias for each feature (Ioffe and Szegedy 2015). In train mode mean
/// and variance are the batch's, the variance biased (over N); the running ones follow, the variance unbiased
/// (over N - 1). In eval mode the running ones are used and stay as they are. weight is 1 and bias 0 at
/// first. Parameters: weight, bias (features); buffers: running_mean, running_var (features),
/// num_batches_tracked.
template <typename Scalar>
class BasicBatchNorm1d final : public BasicModule<Scalar> {
 public:
  /// Error E_HP_BATCH_NORM unless num_features >= 1, eps is finite and >= 0 and momentum within 0..1.
  explicit BasicBatchNorm1d(Index num_features, BatchNorm1dOptions options = {});
  BasicBatchNorm1d(BasicBatchNorm1d&&) = delete;

  /// Error E_API_SHAPE unless input is (batch, num_features), E_BN_BATCH for a batch of 1 in train mode,
  /// whose variance says nothing; it is refused before anything has changed.
  const BasicMatrix<Scalar>& forward(BasicMatrixView<Scalar> input) override;
  const BasicMatrix<Scalar>& backward(BasicMatrixView<Scalar> output_grad) override;
  std::vector<BasicNamedParameter<Scalar>> named_parameters() override;
  std::vector<BasicNamedBuffer<Scalar>> named_buffers() override;
  [[nodiscard]] std::string repr() const override;
  [[nodiscard]] const BatchNorm1dOptions& options() const { return options_; }

 private:
  using DoubleRow = Eigen::Array<double, 1, Eigen::Dynamic>;

  void take_batch_statistics(const BasicMatrixView<Scalar>& input);
  void take_running_statistics();

  BatchNorm1dOptions options_;
  BasicParameter<Scalar> weight_;
  BasicParameter<Scalar> bias_;
  BasicMatrix<Scalar> running_mean_;
  BasicMatrix<Scalar> running_var_;
  std::int64_t num_batches_tracked_ = 0;

  // Of the last forward(), or the last backward(). In double, as torch's CPU kernel accumulates: a mean of
  // many floats keeps its digits. Members, so that a step allocates nothing.
  DoubleRow mean_;
  DoubleRow var_;
  DoubleRow inverse_std_;
  DoubleRow scale_;
  DoubleRow shift_;
  DoubleRow grad_sum_;
  DoubleRow product_sum_;
  bool batch_statistics_ = true;
  BasicMatrix<Scalar> output_;
  BasicMatrix<Scalar> input_grad_;
};
using BatchNorm1d = BasicBatchNorm1d<float>;

}  // namespace inkling
