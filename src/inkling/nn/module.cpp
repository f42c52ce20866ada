#include "inkling/nn/module.hpp"

#include "inkling/core/error.hpp"
#include "inkling/nn/grad_mode.hpp"

namespace inkling {

template <typename Scalar>
BasicParameter<Scalar> BasicParameter<Scalar>::matrix(Index rows, Index columns) {
  return {
      {rows, columns}, BasicMatrix<Scalar>::Zero(rows, columns), BasicMatrix<Scalar>::Zero(rows, columns)};
}

template <typename Scalar>
BasicParameter<Scalar> BasicParameter<Scalar>::vector(Index size) {
  return {{size}, BasicMatrix<Scalar>::Zero(1, size), BasicMatrix<Scalar>::Zero(1, size)};
}

template <typename Scalar>
void BasicModule<Scalar>::save_input(const View& input) {
  saved_ = is_grad_enabled();
  input_ = saved_ ? input : View();
}

template <typename Scalar>
BasicMatrixView<Scalar> BasicModule<Scalar>::take_input(const View& output_grad,
                                                        const BasicMatrix<Scalar>& output) {
  INKLING_REQUIRE(saved_, "E_API_STATE", repr() + ".backward()",
                  "one forward() before each, with gradients on", "none");
  INKLING_REQUIRE(output_grad.rows() == output.rows() && output_grad.cols() == output.cols(), "E_API_SHAPE",
                  repr() + ".backward(output_grad)",
                  text("(", output.rows(), ", ", output.cols(), "), the shape of the last output"),
                  text("(", output_grad.rows(), ", ", output_grad.cols(), ")"));
  const View input = input_;
  forget_input();
  return input;
}

template struct BasicParameter<float>;
template struct BasicParameter<double>;
template class BasicModule<float>;
template class BasicModule<double>;

}  // namespace inkling
