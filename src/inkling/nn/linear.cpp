#include "inkling/nn/linear.hpp"

#include "inkling/core/error.hpp"
#include "inkling/core/kernels/products.hpp"
#include "inkling/nn/init.hpp"

namespace inkling {
namespace {

Index require_size(Index features) {
  INKLING_REQUIRE(features >= 1, "E_HP_SIZE", "Linear(in_features, out_features)", "at least 1",
                  text(features));
  return features;
}

}  // namespace

template <typename Scalar>
BasicLinear<Scalar>::BasicLinear(Index in_features, Index out_features, Generator& generator, bool bias)
    : weight_(BasicParameter<Scalar>::matrix(require_size(out_features), require_size(in_features))),
      bias_(BasicParameter<Scalar>::vector(bias ? out_features : 0)) {
  linear_default_init(weight_.value, bias_.value, generator);
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicLinear<Scalar>::forward(BasicMatrixView<Scalar> input) {
  this->forget_input();
  INKLING_REQUIRE(input.cols() == in_features(), "E_API_SHAPE", repr() + ".forward(input)",
                  text("(batch, ", in_features(), ")"), text("(", input.rows(), ", ", input.cols(), ")"));
  kernels::linear_forward(input, weight_.value, bias_.value, output_);
  this->save_input(input);
  return output_;
}

template <typename Scalar>
const BasicMatrix<Scalar>& BasicLinear<Scalar>::backward(BasicMatrixView<Scalar> output_grad) {
  const BasicMatrixView<Scalar> input = this->take_input(output_grad, output_);
  kernels::linear_parameter_grad(input, output_grad, weight_.grad, bias_.grad);
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
