#include "inkling/nn/cross_entropy.hpp"

#include <cmath>

#include "inkling/core/error.hpp"
#include "inkling/nn/functional.hpp"

namespace inkling {

template <typename Scalar>
Scalar BasicCrossEntropyLoss<Scalar>::forward(const BasicMatrixView<Scalar>& logits,
                                              std::span<const std::uint8_t> labels) {
  const Index batch = logits.rows();
  INKLING_REQUIRE(batch > 0 && static_cast<Index>(labels.size()) == batch, "E_API_SHAPE",
                  "cross_entropy(logits, labels)", text(batch, " labels, at least 1"), text(labels.size()));
  for (std::size_t i = 0; i < labels.size(); ++i)
    INKLING_REQUIRE(labels[i] < logits.cols(), "E_API_LABEL", text("cross_entropy(), label ", i),
                    text("less than ", logits.cols(), " classes"), text(int{labels[i]}));
  labels_.assign(labels.begin(), labels.end());
  probabilities_.resize(batch, logits.cols());
  double total = 0;  // in double, so that the mean of thousands of losses keeps float's digits
  for (Index i = 0; i < batch; ++i) {
    const Index label = labels[static_cast<std::size_t>(i)];
    const auto [largest, sum] =
        softmax_row(logits.row(i).data(), logits.cols(), probabilities_.row(i).data());
    total += static_cast<double>(std::log(sum)) + static_cast<double>(largest - logits(i, label));
  }
  is_gradient_ = false;
  return static_cast<Scalar>(total / static_cast<double>(batch));
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicCrossEntropyLoss<Scalar>::backward() {
  if (is_gradient_) return probabilities_;
  for (Index i = 0; i < probabilities_.rows(); ++i)
    probabilities_(i, labels_[static_cast<std::size_t>(i)]) -= Scalar(1);
  probabilities_ /= static_cast<Scalar>(probabilities_.rows());
  is_gradient_ = true;
  return probabilities_;
}

template class BasicCrossEntropyLoss<float>;
template class BasicCrossEntropyLoss<double>;

}  // namespace inkling
