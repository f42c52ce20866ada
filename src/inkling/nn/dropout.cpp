#include "inkling/nn/dropout.hpp"

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"
#include "inkling/nn/grad_mode.hpp"

namespace inkling {

template <typename Scalar>
BasicDropout<Scalar>::BasicDropout(double p, Generator& generator) : p_(p), generator_(generator) {
  INKLING_REQUIRE(p >= 0 && p < 1, "E_HP_DROPOUT", "Dropout(p)", "a number from 0 up to, not including, 1",
                  number_text(p));
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicDropout<Scalar>::forward(BasicMatrixView<Scalar> input) {
  identity_ = !this->training() || p_ == 0;
  if (identity_) {
    output_ = input;
    scale_.resize(is_grad_enabled() ? input.rows() : 0, 0);  // only says that there was a forward()
    return output_;
  }
  const double keep = 1 - p_;
  const Scalar kept = Scalar(1) / static_cast<Scalar>(keep);  // rounded before the division, as torch's div_
  scale_.resize(input.rows(), input.cols());
  for (Index i = 0; i < scale_.size(); ++i) scale_.data()[i] = generator_.bernoulli(keep) ? kept : Scalar(0);
  output_ = input.cwiseProduct(scale_);
  return output_;
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicDropout<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  INKLING_REQUIRE(scale_.rows() > 0, "E_API_STATE", repr() + ".backward()", "a forward() before it", "none");
  INKLING_REQUIRE(output_grad.rows() == output_.rows() && output_grad.cols() == output_.cols(), "E_API_SHAPE",
                  repr() + ".backward(output_grad)",
                  text("(", output_.rows(), ", ", output_.cols(), "), the shape of the last output"),
                  text("(", output_grad.rows(), ", ", output_grad.cols(), ")"));
  if (!this->input_requires_grad())
    input_grad_.resize(0, 0);
  else if (identity_)
    input_grad_ = output_grad;
  else
    input_grad_ = output_grad.cwiseProduct(scale_);
  return input_grad_;
}

template <typename Scalar>
std::string BasicDropout<Scalar>::repr() const {
  return "Dropout(p=" + python_number_text(p_) + ", inplace=False)";
}

template class BasicDropout<float>;
template class BasicDropout<double>;

}  // namespace inkling
