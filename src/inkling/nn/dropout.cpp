#include "inkling/nn/dropout.hpp"

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"

namespace inkling {

template <typename Scalar>
BasicDropout<Scalar>::BasicDropout(double p, Generator& generator) : generator_(generator) {
  set_p(p);
}

template <typename Scalar>
void BasicDropout<Scalar>::set_p(double p) {
  INKLING_REQUIRE(p >= 0 && p < 1, "E_HP_DROPOUT", "Dropout(p)", "a number from 0 up to, not including, 1",
                  number_text(p));
  p_ = p;
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicDropout<Scalar>::forward(BasicMatrixView<Scalar> input) {
  this->forget_input();
  identity_ = !this->training() || p_ == 0;
  if (identity_) {
    output_ = input;
  } else {
    draw_scale(input.rows(), input.cols());
    output_ = input.cwiseProduct(scale_);
  }
  this->save_input(input);
  return output_;
}

template <typename Scalar>
void BasicDropout<Scalar>::draw_scale(Index rows, Index columns) {
  const double keep = 1 - p_;
  const Scalar kept = Scalar(1) / static_cast<Scalar>(keep);  // rounded before the division, as torch's div_
  scale_.resize(rows, columns);
  for (Index i = 0; i < scale_.size(); ++i) scale_.data()[i] = generator_.bernoulli(keep) ? kept : Scalar(0);
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicDropout<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  this->take_input(output_grad, output_);
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
