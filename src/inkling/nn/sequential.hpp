// torch.nn.Sequential with named children.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "inkling/nn/module.hpp"

namespace inkling {

/// Applies its children one after the other. Parameters and buffers are named "child.parameter".
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
  std::vector<BasicNamedBuffer<Scalar>> named_buffers() override;
  [[nodiscard]] std::string repr() const override;
  void train(bool on = true) override;
  void set_input_requires_grad(bool on) override;

  [[nodiscard]] std::size_t size() const { return children_.size(); }

  /// The child of that name. Error E_API_NAME when there is none.
  BasicModule<Scalar>& child(std::string_view name);

 private:
  struct Child {
    std::string name;
    std::unique_ptr<BasicModule<Scalar>> module;
  };
  std::vector<Child> children_;
};
using Sequential = BasicSequential<float>;

}  // namespace inkling
