#include "inkling/nn/linear.hpp"

#include "inkling/core/error.hpp"
#include "inkling/core/kernels/products.hpp"
#include "inkling/nn/grad_mode.hpp"
#include "inkling/nn/init.hpp"

namespace inkling {

template <typename Scalar>
BasicLinear<Scalar>::BasicLinear(Index in_features, Index out_features, Generator& generator, bool bias)
    : weight_(BasicParameter<Scalar>::matrix(out_features, in_features)),
      bias_(BasicParameter<Scalar>::vector(bias ? out_features : 0)) {
  linear_default_init(weight_.value, bias_.value, generator);
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicLinear<Scalar>::forward(BasicMatrixView<Scalar> input) {
  INKLING_REQUIRE(input.cols() == in_features(), "E_API_SHAPE", repr() + ".forward(input)",
                  text("(batch, ", in_features(), ")"), text("(", input.rows(), ", ", input.cols(), ")"));
  input_ = is_grad_enabled() ? input : BasicMatrixView<Scalar>();
  kernels::linear_forward(input, weight_.value, bias_.value, output_);
  return output_;
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicLinear<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  INKLING_REQUIRE(input_.rows() > 0, "E_API_STATE", repr() + ".backward()",
                  "a forward() that keeps its input before it", "none");
  INKLING_REQUIRE(output_grad.rows() == output_.rows() && output_grad.cols() == output_.cols(), "E_API_SHAPE",
                  repr() + ".backward(output_grad)",
                  text("(", output_.rows(), ", ", output_.cols(), "), the shape of the last output"),
                  text("(", output_grad.rows(), ", ", output_grad.cols(), ")"));
  kernels::linear_parameter_grad(input_, output_grad, weight_.grad, bias_.grad);
  if (this->input_requires_grad())
    kernels::linear_input_grad(output_grad, weight_.value, input_grad_);
  else
    input_grad_.resize(0, 0);
  return input_grad_;
}

template <typename Scalar>
std::vector<BasicNamedParameter<Scalar>> BasicLinear<Scalar>::named_parameters() {
  if (bias_.value.size() == 0) return {{"weight", &weight_}};
  return {{"weight", &weight_}, {"bias", &bias_}};
}

template <typename Scalar>
std::string BasicLinear<Scalar>::repr() const {
  return text("Linear(in_features=", in_features(), ", out_features=", out_features(),
              ", bias=", bias_.value.size() > 0 ? "True)" : "False)");
}

template class BasicLinear<float>;
template class BasicLinear<double>;

}  // namespace inkling
