// torch.nn.Sequential with named children.
#pragma once

#include <memory>

#include "inkling/nn/module.hpp"

namespace inkling {

/// Applies its children one after the other. Parameters are named "child.parameter".
template <typename Scalar>
class BasicSequential final : public BasicModule<Scalar> {
 public:
  BasicSequential() = default;
  BasicSequential(BasicSequential&&) = default;  // the children, and so the parameters, stay where they are

  /// Error E_API_NAME when a child has that name already.
  BasicSequential& add(std::string name, std::unique_ptr<BasicModule<Scalar>> child);

  /// Error E_API_STATE without children.
  const BasicMatrix<Scalar>& forward(BasicMatrixView<Scalar> input) override;
  const BasicMatrix<Scalar>& backward(BasicMatrixView<Scalar> output_grad) override;
  std::vector<BasicNamedParameter<Scalar>> named_parameters() override;
  [[nodiscard]] std::string summary() const override;
  void train(bool on = true) override;
  void set_input_requires_grad(bool on) override;

  [[nodiscard]] std::size_t size() const { return children_.size(); }

 private:
  struct Child {
    std::string name;
    std::unique_ptr<BasicModule<Scalar>> module;
  };
  std::vector<Child> children_;
};
using Sequential = BasicSequential<float>;

}  // namespace inkling
