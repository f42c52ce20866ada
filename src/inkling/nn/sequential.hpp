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

  /// torch's add_module(). Error E_API_NAME when the name is empty, has a dot or is taken, E_API_STATE
  /// without a child.
  BasicSequential& add(std::string name, std::unique_ptr<BasicModule<Scalar>> child);

  /// torch's insert(): before the child at `i`, or after the last. Error as add(), E_API_RANGE beyond that.
  BasicSequential& insert(std::size_t i, std::string name, std::unique_ptr<BasicModule<Scalar>> child);

  /// Error E_API_STATE without children. When a child refuses, those before it have gone forward: running
  /// statistics have moved and random numbers are drawn.
  const BasicMatrix<Scalar>& forward(BasicMatrixView<Scalar> input) override;
  const BasicMatrix<Scalar>& backward(BasicMatrixView<Scalar> output_grad) override;
  std::vector<BasicNamedParameter<Scalar>> named_parameters() override;
  std::vector<BasicNamedBuffer<Scalar>> named_buffers() override;
  [[nodiscard]] std::string repr() const override;
  void train(bool on = true) override;
  void set_input_requires_grad(bool on) override;

  [[nodiscard]] std::size_t size() const { return children_.size(); }

  /// The children in order, for those who walk through them: 0 <= i < size().
  [[nodiscard]] const std::string& child_name(std::size_t i) const { return children_.at(i).name; }
  BasicModule<Scalar>& child_at(std::size_t i) { return *children_.at(i).module; }

  /// The child of that name. Error E_API_NAME when there is none.
  BasicModule<Scalar>& child(std::string_view name);

 private:
  struct Child {
    std::string name;
    std::unique_ptr<BasicModule<Scalar>> module;
  };
  void spread_requires_grad();

  std::vector<Child> children_;
  const BasicMatrix<Scalar>* output_ = nullptr;  // the last child's
};
using Sequential = BasicSequential<float>;

}  // namespace inkling
