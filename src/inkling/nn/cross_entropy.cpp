#include "inkling/nn/cross_entropy.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/core/kernels/softmax.hpp"
#include "inkling/core/number_text.hpp"
#include "inkling/core/portable_math.hpp"

namespace inkling {

template <typename Scalar>
BasicCrossEntropyLoss<Scalar>::BasicCrossEntropyLoss(CrossEntropyOptions options)
    : options_(std::move(options)) {
  for (const double weight : options_.weight)
    INKLING_REQUIRE(std::isfinite(weight) && weight >= 0, "E_HP_CLASS_WEIGHT", "CrossEntropyLoss(weight)",
                    "finite numbers >= 0", number_text(weight));
  INKLING_REQUIRE(options_.label_smoothing >= 0 && options_.label_smoothing <= 1, "E_HP_LABEL_SMOOTHING",
                  "CrossEntropyLoss(label_smoothing)", "a number from 0 to 1",
                  number_text(options_.label_smoothing));
}

template <typename Scalar>
Scalar BasicCrossEntropyLoss<Scalar>::forward(const BasicMatrixView<Scalar>& logits,
                                              std::span<const std::uint8_t> labels) {
  const Index batch = logits.rows();
  const Index classes = logits.cols();
  INKLING_REQUIRE(batch > 0 && static_cast<Index>(labels.size()) == batch, "E_API_SHAPE",
                  "cross_entropy(logits, labels)", text(batch, " labels, at least 1"), text(labels.size()));
  INKLING_REQUIRE(options_.weight.empty() || static_cast<Index>(options_.weight.size()) == classes,
                  "E_API_SHAPE", "cross_entropy(weight)", text(classes, " weights, one for each class"),
                  text(options_.weight.size()));
  for (std::size_t i = 0; i < labels.size(); ++i)
    INKLING_REQUIRE(labels[i] < classes, "E_API_LABEL", text("cross_entropy(), label ", i),
                    text("less than ", classes, " classes"), text(int{labels[i]}));
  labels_.assign(labels.begin(), labels.end());
  probabilities_.resize(batch, classes);
  losses_.resize(batch, 1);
  double total = 0;  // in double, so that the mean of thousands of losses keeps float's digits
  double weights = 0;
  const double smoothing = options_.label_smoothing;
  for (Index i = 0; i < batch; ++i) {
    const Index label = labels[static_cast<std::size_t>(i)];
    const Scalar* const row = logits.row(i).data();
    const auto [largest, sum] = kernels::softmax_row(row, classes, probabilities_.row(i).data());
    const auto log_sum = static_cast<double>(portable_log(sum));
    double loss =
        weight_of(label) * (log_sum + (static_cast<double>(largest) - static_cast<double>(row[label])));
    if (smoothing > 0)
      loss = (1 - smoothing) * loss + smoothing * spread_loss(row, static_cast<double>(largest), log_sum);
    losses_(i, 0) = static_cast<Scalar>(loss);
    total += loss;
    weights += weight_of(label);
  }
  divisor_ = options_.reduction == Reduction::mean ? weights : 1;
  is_gradient_ = false;
  return static_cast<Scalar>(total / divisor_);
}

template <typename Scalar>
double BasicCrossEntropyLoss<Scalar>::weight_of(Index label) const {
  return options_.weight.empty() ? 1 : options_.weight[static_cast<std::size_t>(label)];
}

/// What one row loses against a target that is spread evenly: the classes' weighted mean of -log softmax.
template <typename Scalar>
double BasicCrossEntropyLoss<Scalar>::spread_loss(const Scalar* logits, double largest,
                                                  double log_sum) const {
  const Index classes = probabilities_.cols();
  double total = 0;
  for (Index k = 0; k < classes; ++k)
    total += weight_of(k) * (log_sum + (largest - static_cast<double>(logits[k])));
  return total / static_cast<double>(classes);
}

/// Turns a row of probabilities p into `scale` times (1 - ε) w_y (p - one_hot(y)) + ε/C (Σw p - w).
template <typename Scalar>
void BasicCrossEntropyLoss<Scalar>::differentiate_row(Index i, double scale) {
  const Index classes = probabilities_.cols();
  const Index label = labels_[static_cast<std::size_t>(i)];
  const double spread = options_.label_smoothing / static_cast<double>(classes);
  const double own = (1 - options_.label_smoothing) * weight_of(label);
  const double all = options_.weight.empty()
                         ? static_cast<double>(classes)
                         : std::accumulate(options_.weight.begin(), options_.weight.end(), 0.0);
  for (Index k = 0; k < classes; ++k) {
    const double target = (k == label ? own : 0.0) + spread * weight_of(k);
    const auto probability = static_cast<double>(probabilities_(i, k));
    probabilities_(i, k) = static_cast<Scalar>(scale * ((own + spread * all) * probability - target));
  }
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicCrossEntropyLoss<Scalar>::backward() {
  INKLING_REQUIRE(probabilities_.rows() > 0, "E_API_STATE", "CrossEntropyLoss::backward()",
                  "forward() before it", "none");
  if (is_gradient_) return probabilities_;
  for (Index i = 0; i < probabilities_.rows(); ++i) differentiate_row(i, 1 / divisor_);
  is_gradient_ = true;
  return probabilities_;
}

float cross_entropy(const Matrix& logits, std::span<const std::uint8_t> labels,
                    const CrossEntropyOptions& options) {
  return CrossEntropyLoss(options).forward(logits, labels);
}

template class BasicCrossEntropyLoss<float>;
template class BasicCrossEntropyLoss<double>;

}  // namespace inkling
