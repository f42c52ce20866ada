#include "inkling/nn/batch_norm1d.hpp"

#include <cmath>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"

namespace inkling {
namespace {

Index require_features(Index num_features) {
  INKLING_REQUIRE(num_features >= 1, "E_HP_BATCH_NORM", "BatchNorm1d(num_features)", "at least 1",
                  text(num_features));
  return num_features;
}

}  // namespace

template <typename Scalar>
BasicBatchNorm1d<Scalar>::BasicBatchNorm1d(Index num_features, BatchNorm1dOptions options)
    : options_(options),
      weight_(BasicParameter<Scalar>::vector(options.affine ? require_features(num_features) : 0)),
      bias_(BasicParameter<Scalar>::vector(options.affine ? num_features : 0)),
      running_mean_(BasicMatrix<Scalar>::Zero(1, require_features(num_features))),
      running_var_(BasicMatrix<Scalar>::Ones(1, num_features)) {
  INKLING_REQUIRE(std::isfinite(options.eps) && options.eps >= 0, "E_HP_BATCH_NORM", "BatchNorm1d(eps)",
                  "a number >= 0", number_text(options.eps));
  const double momentum = options.momentum.value_or(0);
  INKLING_REQUIRE(momentum >= 0 && momentum <= 1, "E_HP_BATCH_NORM", "BatchNorm1d(momentum)",
                  "a number from 0 to 1", number_text(momentum));
  weight_.value.setOnes();
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicBatchNorm1d<Scalar>::forward(BasicMatrixView<Scalar> input) {
  this->forget_input();
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
  scale_ = inverse_std_;
  shift_.setZero(features);
  if (options_.affine) {
    scale_ *= weight_.value.row(0).array().template cast<double>();
    shift_ += bias_.value.row(0).array().template cast<double>();
  }
  output_.resize(input.rows(), features);
  for (Index i = 0; i < input.rows(); ++i)
    output_.row(i) = ((input.row(i).array().template cast<double>() - mean_) * scale_ + shift_)
                         .template cast<Scalar>()
                         .matrix();
  this->save_input(input);
  return output_;
}

template <typename Scalar>
void BasicBatchNorm1d<Scalar>::take_batch_statistics(const BasicMatrixView<Scalar>& input) {
  const auto rows = static_cast<double>(input.rows());
  mean_.setZero(input.cols());
  for (Index i = 0; i < input.rows(); ++i) mean_ += input.row(i).array().template cast<double>();
  mean_ /= rows;
  var_.setZero(input.cols());
  for (Index i = 0; i < input.rows(); ++i)
    var_ += (input.row(i).array().template cast<double>() - mean_).square();
  var_ /= rows;
  // A feature that is always the same, as MNIST's border is, comes out as 0 even with eps = 0, as in torch.
  inverse_std_ = (var_ + options_.eps > 0).select((var_ + options_.eps).sqrt().inverse(), 0);

  ++num_batches_tracked_;
  const double momentum = options_.momentum.value_or(1.0 / static_cast<double>(num_batches_tracked_));
  const auto follow = [momentum](BasicMatrix<Scalar>& running, const auto& now) {
    running = (momentum * now + (1 - momentum) * running.row(0).array().template cast<double>())
                  .template cast<Scalar>()
                  .matrix();
  };
  follow(running_mean_, mean_);
  follow(running_var_, var_ * (rows / (rows - 1)));
}

template <typename Scalar>
void BasicBatchNorm1d<Scalar>::take_running_statistics() {
  mean_ = running_mean_.row(0).array().template cast<double>();
  inverse_std_ = (running_var_.row(0).array().template cast<double>() + options_.eps).sqrt().inverse();
}

// With x̂ the normalised input, dx = w/σ · (g - mean(g) - x̂ · mean(g · x̂)); the two means are there because
// the batch's own mean and variance depend on x. Running statistics do not: dx = w/σ · g.
template <typename Scalar>
const BasicMatrix<Scalar>& BasicBatchNorm1d<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  const BasicMatrixView<Scalar> input = this->take_input(output_grad, output_);
  const Index rows = output_.rows();
  const auto grad = [&](Index i) { return output_grad.row(i).array().template cast<double>(); };
  const auto normalised = [&](Index i) {
    return (input.row(i).array().template cast<double>() - mean_) * inverse_std_;
  };
  grad_sum_.setZero(output_.cols());
  product_sum_.setZero(output_.cols());
  for (Index i = 0; i < rows; ++i) {
    grad_sum_ += grad(i);
    product_sum_ += grad(i) * normalised(i);
  }
  if (options_.affine) {
    weight_.grad = product_sum_.template cast<Scalar>().matrix();
    bias_.grad = grad_sum_.template cast<Scalar>().matrix();
  }
  const bool wanted = this->input_requires_grad();
  input_grad_.resize(wanted ? rows : 0, wanted ? output_.cols() : 0);
  if (!wanted) return input_grad_;
  const double share = batch_statistics_ ? 1.0 / static_cast<double>(rows) : 0.0;
  for (Index i = 0; i < rows; ++i)
    input_grad_.row(i) = (scale_ * (grad(i) - share * grad_sum_ - share * product_sum_ * normalised(i)))
                             .template cast<Scalar>()
                             .matrix();
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
