// torch.nn.Module: what every layer is.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

/// A learnable tensor with its gradient. A vector, such as a bias, is stored as one row; `shape` is what
/// PyTorch calls its size, {out, in} or {out}.
template <typename Scalar>
struct BasicParameter {
  std::vector<Index> shape;
  BasicMatrix<Scalar> value;
  BasicMatrix<Scalar> grad;

  static BasicParameter matrix(Index rows, Index columns);
  static BasicParameter vector(Index size);
};
using Parameter = BasicParameter<float>;

template <typename Scalar>
struct BasicNamedParameter {
  std::string name;  ///< "hidden1.weight"
  BasicParameter<Scalar>* parameter;
};
using NamedParameter = BasicNamedParameter<float>;

/// State that is saved with the parameters but not learnt by gradient, such as BatchNorm1d's running mean.
/// Floating-point numbers are stored as one row; counters, which are int64 in PyTorch, as such.
template <typename Scalar>
struct BasicNamedBuffer {
  std::string name;  ///< "bn1.running_mean"
  std::variant<BasicMatrix<Scalar>*, std::int64_t*> value;
};
using NamedBuffer = BasicNamedBuffer<float>;

/// A differentiable function with parameters. forward() keeps what backward() needs, so that the two come in
/// pairs; what they return belongs to the module and lives until its next call. Under a NoGradGuard nothing
/// is kept and there is no backward().
template <typename Scalar>
class BasicModule {
 public:
  BasicModule() = default;
  virtual ~BasicModule() = default;
  BasicModule(const BasicModule&) = delete;  // optimizers point at a module's parameters
  BasicModule& operator=(const BasicModule&) = delete;

  /// input: (batch, in features). It must live, unchanged, until backward().
  virtual const BasicMatrix<Scalar>& forward(BasicMatrixView<Scalar> input) = 0;

  /// output_grad: ∂loss/∂output, (batch, out features). Sets (does not add to) the gradients of the
  /// parameters and returns ∂loss/∂input; that one is empty when the input needs no gradient.
  virtual const BasicMatrix<Scalar>& backward(BasicMatrixView<Scalar> output_grad) = 0;

  /// In the order in which they are declared and drawn, like torch's named_parameters().
  virtual std::vector<BasicNamedParameter<Scalar>> named_parameters() { return {}; }

  /// Likewise torch's named_buffers().
  virtual std::vector<BasicNamedBuffer<Scalar>> named_buffers() { return {}; }

  /// As print(module) shows it in PyTorch: "Linear(in_features=784, out_features=128, bias=True)".
  [[nodiscard]] virtual std::string repr() const = 0;

  virtual void train(bool on = true) { training_ = on; }
  void eval() { train(false); }
  [[nodiscard]] bool training() const { return training_; }

  /// torch's input.requires_grad: off for the first layer of a network, whose input is data. On by default.
  virtual void set_input_requires_grad(bool on) { input_requires_grad_ = on; }
  [[nodiscard]] bool input_requires_grad() const { return input_requires_grad_; }

 protected:
  using View = BasicMatrixView<Scalar>;

  BasicModule(BasicModule&&) = default;  // for modules whose parameters stay where they are

  /// The beginning of every forward(): whatever an earlier one saved is gone, also if this one throws.
  void forget_input() {
    saved_ = false;
    input_ = View();
  }
  /// The end of every forward(): keeps the view for one backward(), but not under a NoGradGuard.
  void save_input(const View& input);
  /// The beginning of every backward(): gives the saved input and forgets it, since it may be gone
  /// afterwards. Error E_API_STATE when there is none, E_API_SHAPE when output_grad has not the shape of the
  /// last output.
  View take_input(const View& output_grad, const BasicMatrix<Scalar>& output);

 private:
  bool training_ = true;
  bool input_requires_grad_ = true;
  bool saved_ = false;
  View input_;
};
using Module = BasicModule<float>;

}  // namespace inkling
