#include "inkling/nn/batch_norm1d.hpp"

#include <cmath>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"
#include "inkling/nn/grad_mode.hpp"

namespace inkling {

template <typename Scalar>
BasicBatchNorm1d<Scalar>::BasicBatchNorm1d(Index num_features, BatchNorm1dOptions options)
    : options_(options),
      weight_(BasicParameter<Scalar>::vector(options.affine ? num_features : 0)),
      bias_(BasicParameter<Scalar>::vector(options.affine ? num_features : 0)),
      running_mean_(BasicMatrix<Scalar>::Zero(1, num_features)),
      running_var_(BasicMatrix<Scalar>::Ones(1, num_features)) {
  INKLING_REQUIRE(num_features >= 1, "E_HP_BATCH_NORM", "BatchNorm1d(num_features)", "at least 1",
                  text(num_features));
  INKLING_REQUIRE(std::isfinite(options.eps) && options.eps >= 0, "E_HP_BATCH_NORM", "BatchNorm1d(eps)",
                  "a number >= 0", number_text(options.eps));
  const double momentum = options.momentum.value_or(0);
  INKLING_REQUIRE(momentum >= 0 && momentum <= 1, "E_HP_BATCH_NORM", "BatchNorm1d(momentum)",
                  "a number from 0 to 1", number_text(momentum));
  weight_.value.setOnes();
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicBatchNorm1d<Scalar>::forward(BasicMatrixView<Scalar> input) {
  const Index features = running_mean_.cols();
  INKLING_REQUIRE(input.cols() == features && input.rows() > 0, "E_API_SHAPE", repr() + ".forward(input)",
                  text("(batch, ", features, ")"), text("(", input.rows(), ", ", input.cols(), ")"));
  batch_statistics_ = this->training();
  if (batch_statistics_) {
    INKLING_REQUIRE(input.rows() > 1, "E_BN_BATCH", repr() + ".forward(input)",
                    "a batch of at least 2 in train mode", "1",
                    "Take a batch size that leaves no last batch of 1, or drop_last.");
    take_batch_statistics(input);
  } else {
    take_running_statistics();
  }
  input_ = is_grad_enabled() ? input : BasicMatrixView<Scalar>();
  output_.resize(input.rows(), features);
  for (Index j = 0; j < features; ++j) {
    const double scale = inverse_std_(j) * (options_.affine ? static_cast<double>(weight_.value(0, j)) : 1.0);
    const double shift = options_.affine ? static_cast<double>(bias_.value(0, j)) : 0.0;
    for (Index i = 0; i < input.rows(); ++i)
      output_(i, j) = static_cast<Scalar>((static_cast<double>(input(i, j)) - mean_(j)) * scale + shift);
  }
  return output_;
}

template <typename Scalar>
void BasicBatchNorm1d<Scalar>::take_batch_statistics(const BasicMatrixView<Scalar>& input) {
  const auto rows = static_cast<double>(input.rows());
  const auto values = input.template cast<double>().array();
  mean_ = values.colwise().sum() / rows;
  const DoubleRow var = (values.rowwise() - mean_).square().colwise().sum() / rows;
  inverse_std_ = (var + options_.eps).sqrt().inverse();

  ++num_batches_tracked_;
  const double momentum = options_.momentum.value_or(1.0 / static_cast<double>(num_batches_tracked_));
  const auto follow = [momentum](BasicMatrix<Scalar>& running, const DoubleRow& now) {
    running = (momentum * now + (1 - momentum) * running.template cast<double>().array())
                  .matrix()
                  .template cast<Scalar>();
  };
  follow(running_mean_, mean_);
  follow(running_var_, var * (rows / (rows - 1)));
}

template <typename Scalar>
void BasicBatchNorm1d<Scalar>::take_running_statistics() {
  mean_ = running_mean_.template cast<double>().array();
  inverse_std_ = (running_var_.template cast<double>().array() + options_.eps).sqrt().inverse();
}

// With x̂ the normalised input, dx = w/σ · (g - mean(g) - x̂ · mean(g · x̂)); the two means are there because
// the batch's own mean and variance depend on x. Running statistics do not: dx = w/σ · g.
template <typename Scalar>
const BasicMatrix<Scalar>& BasicBatchNorm1d<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  INKLING_REQUIRE(input_.rows() > 0, "E_API_STATE", repr() + ".backward()",
                  "a forward() that keeps its input before it", "none");
  INKLING_REQUIRE(output_grad.rows() == output_.rows() && output_grad.cols() == output_.cols(), "E_API_SHAPE",
                  repr() + ".backward(output_grad)",
                  text("(", output_.rows(), ", ", output_.cols(), "), the shape of the last output"),
                  text("(", output_grad.rows(), ", ", output_grad.cols(), ")"));
  const Index rows = output_.rows();
  const bool wanted = this->input_requires_grad();
  input_grad_.resize(wanted ? rows : 0, wanted ? output_.cols() : 0);
  for (Index j = 0; j < output_.cols(); ++j) {
    const auto normalised = [&](Index i) {
      return (static_cast<double>(input_(i, j)) - mean_(j)) * inverse_std_(j);
    };
    double sum = 0;
    double sum_normalised = 0;
    for (Index i = 0; i < rows; ++i) {
      const auto grad = static_cast<double>(output_grad(i, j));
      sum += grad;
      sum_normalised += grad * normalised(i);
    }
    if (options_.affine) {
      weight_.grad(0, j) = static_cast<Scalar>(sum_normalised);
      bias_.grad(0, j) = static_cast<Scalar>(sum);
    }
    if (!wanted) continue;
    const double scale = inverse_std_(j) * (options_.affine ? static_cast<double>(weight_.value(0, j)) : 1.0);
    const double mean_grad = batch_statistics_ ? sum / static_cast<double>(rows) : 0.0;
    const double mean_product = batch_statistics_ ? sum_normalised / static_cast<double>(rows) : 0.0;
    for (Index i = 0; i < rows; ++i)
      input_grad_(i, j) = static_cast<Scalar>(
          scale * (static_cast<double>(output_grad(i, j)) - mean_grad - normalised(i) * mean_product));
  }
  return input_grad_;
}

template <typename Scalar>
std::vector<BasicNamedParameter<Scalar>> BasicBatchNorm1d<Scalar>::named_parameters() {
  if (!options_.affine) return {};
  return {{"weight", &weight_}, {"bias", &bias_}};
}

template <typename Scalar>
std::vector<BasicNamedBuffer<Scalar>> BasicBatchNorm1d<Scalar>::named_buffers() {
  return {{"running_mean", &running_mean_},
          {"running_var", &running_var_},
          {"num_batches_tracked", &num_batches_tracked_}};
}

template <typename Scalar>
std::string BasicBatchNorm1d<Scalar>::repr() const {
  return text("BatchNorm1d(", running_mean_.cols(), ", eps=", python_number_text(options_.eps),
              ", momentum=", options_.momentum ? python_number_text(*options_.momentum) : "None",
              ", affine=", options_.affine ? "True" : "False", ", track_running_stats=True)");
}

template class BasicBatchNorm1d<float>;
template class BasicBatchNorm1d<double>;

}  // namespace inkling
