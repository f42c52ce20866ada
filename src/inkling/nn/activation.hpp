// What the activations share: a function of each number by itself.
#pragma once

#include "inkling/nn/module.hpp"

namespace inkling {

/// The output has the input's shape.
template <typename Scalar>
class BasicActivation : public BasicModule<Scalar> {
 public:
  const BasicMatrix<Scalar>& forward(BasicMatrixView<Scalar> input) final;
  const BasicMatrix<Scalar>& backward(BasicMatrixView<Scalar> output_grad) final;

 protected:
  /// output = f(input), already of the right size.
  virtual void activate(const BasicMatrixView<Scalar>& input, BasicMatrixBlock<Scalar> output) const = 0;

  /// input_grad = output_grad · f'(input), already of the right size; output is that of activate().
  virtual void differentiate(const BasicMatrixView<Scalar>& input, const BasicMatrixView<Scalar>& output,
                             const BasicMatrixView<Scalar>& output_grad,
                             BasicMatrixBlock<Scalar> input_grad) const = 0;

 private:
  BasicMatrix<Scalar> output_;
  BasicMatrix<Scalar> input_grad_;
};

}  // namespace inkling
