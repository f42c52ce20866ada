#include "inkling/io/onnx.hpp"

#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/io/onnx_graph.hpp"
#include "inkling/nn/batch_norm1d.hpp"
#include "inkling/nn/dropout.hpp"
#include "inkling/nn/flatten.hpp"
#include "inkling/nn/gelu.hpp"
#include "inkling/nn/leaky_relu.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"
#include "inkling/nn/sigmoid.hpp"
#include "inkling/nn/tanh.hpp"

namespace inkling {
namespace {

using Attributes = decltype(OnnxNode::attributes);

/// Grows a chain of operators: each takes what the one before it gives. A module's output is called
/// "hidden1.output"; module names have no dots, so that it is nothing else's name.
class Chain {
 public:
  explicit Chain(const OnnxOptions& options) {
    constant("pixels.divisor", options.pixel_divisor);
    apply("pixels.float", "Cast", {}, {{"to", static_cast<std::int64_t>(OnnxType::float32)}});
    apply("pixels.scaled", "Div", {"pixels.divisor"});
  }

  void add(const std::string& name, Module& module) {
    if (auto* const sequential = dynamic_cast<Sequential*>(&module)) {
      for (std::size_t i = 0; i < sequential->size(); ++i)
        add((name.empty() ? "" : name + ".") + sequential->child_name(i), sequential->child_at(i));
    } else if (auto* const linear = dynamic_cast<Linear*>(&module)) {
      add_linear(name, *linear);
    } else if (auto* const norm = dynamic_cast<BatchNorm1d*>(&module)) {
      add_batch_norm(name, *norm);
    } else if (auto* const leaky = dynamic_cast<LeakyReLU*>(&module)) {
      apply(name + ".output", "LeakyRelu", {}, {{"alpha", static_cast<float>(leaky->negative_slope())}});
    } else if (auto* const gelu = dynamic_cast<GELU*>(&module)) {
      add_gelu(name, gelu->approximate());
    } else if (dynamic_cast<ReLU*>(&module) != nullptr) {
      apply(name + ".output", "Relu");
    } else if (dynamic_cast<Tanh*>(&module) != nullptr) {
      apply(name + ".output", "Tanh");
    } else if (dynamic_cast<Sigmoid*>(&module) != nullptr) {
      apply(name + ".output", "Sigmoid");
    } else {
      const bool nothing =
          dynamic_cast<Dropout*>(&module) != nullptr || dynamic_cast<Flatten*>(&module) != nullptr;
      INKLING_REQUIRE(nothing, "E_ONNX_LAYER", "export_onnx(model), " + name, "a layer that ONNX has",
                      module.repr());
    }
  }

  OnnxGraph finish() {
    INKLING_REQUIRE(input_width_ > 0, "E_ONNX_LAYER", "export_onnx(model)",
                    "a Linear or a BatchNorm1d, which tells the input's width", "none");
    apply("logits", "Identity");
    apply("probabilities", "Softmax", {}, {{"axis", std::int64_t{1}}});
    graph_.name = "inkling";
    graph_.inputs = {{"pixels", OnnxType::uint8, input_width_}};
    graph_.outputs = {{"probabilities", OnnxType::float32, width_}, {"logits", OnnxType::float32, width_}};
    return std::move(graph_);
  }

 private:
  void constant(const std::string& name, float value) {
    graph_.initializers.push_back({name, {}, Matrix::Constant(1, 1, value)});
  }

  /// output = op_type(what there is so far, others...)
  void apply(const std::string& output, const std::string& op_type,
             const std::vector<std::string>& others = {}, Attributes attributes = {}) {
    std::vector<std::string> inputs = {current_};
    inputs.insert(inputs.end(), others.begin(), others.end());
    graph_.nodes.push_back({output, op_type, std::move(inputs), output, std::move(attributes)});
    current_ = output;
  }

  void apply_constant(const std::string& output, const std::string& op_type, double value) {
    constant(output + ".constant", static_cast<float>(value));
    apply(output, op_type, {output + ".constant"});
  }

  void take_width(const std::string& name, Index taken, Index given) {
    INKLING_REQUIRE(width_ == 0 || width_ == taken, "E_ONNX_LAYER", "export_onnx(model), " + name,
                    text(width_, " features, as the layers before it give"), text(taken));
    if (input_width_ == 0) input_width_ = taken;
    width_ = given;
  }

  void add_linear(const std::string& name, Linear& linear) {
    take_width(name, linear.in_features(), linear.out_features());
    std::vector<std::string> inputs;
    for (const auto& [own, parameter] : linear.named_parameters()) {
      inputs.push_back(text(name, '.', own));
      graph_.initializers.push_back({inputs.back(), parameter->shape, parameter->value});
    }
    apply(name + ".output", "Gemm", inputs, {{"transB", std::int64_t{1}}});
  }

  void add_batch_norm(const std::string& name, BatchNorm1d& norm) {
    std::vector<OnnxInitializer> tensors;
    for (const auto& [own, parameter] : norm.named_parameters())
      tensors.push_back({own, parameter->shape, parameter->value});
    for (const auto& [own, value] : norm.named_buffers())
      if (const auto* const row = std::get_if<Matrix*>(&value))
        tensors.push_back({own, {(*row)->size()}, **row});
    const Index width = tensors.back().value.size();
    take_width(name, width, width);
    if (!norm.options().affine) {  // the operator has no form without them
      const OnnxInitializer ones = {"weight", {width}, Matrix::Ones(1, width)};
      const OnnxInitializer zeros = {"bias", {width}, Matrix::Zero(1, width)};
      tensors.insert(tensors.begin(), {ones, zeros});
    }
    std::vector<std::string> inputs;
    for (OnnxInitializer& tensor : tensors) {
      tensor.name = inputs.emplace_back(text(name, '.', tensor.name));
      graph_.initializers.push_back(std::move(tensor));
    }
    apply(name + ".output", "BatchNormalization", inputs,
          {{"epsilon", static_cast<float>(norm.options().eps)}});
  }

  /// Operator set 13 has no GELU: written out, in the order of nn/gelu.cpp.
  void add_gelu(const std::string& name, GELUApproximate approximate) {
    const std::string x = current_;
    if (approximate == GELUApproximate::none) {
      apply_constant(name + ".scaled", "Div", std::numbers::sqrt2);
      apply(name + ".erf", "Erf");
    } else {
      apply_constant(name + ".cubic", "Mul", 0.044715);
      apply(name + ".times_x", "Mul", {x});
      apply(name + ".times_x_x", "Mul", {x});
      apply(name + ".sum", "Add", {x});
      apply_constant(name + ".scaled", "Mul", std::numbers::sqrt2 * std::numbers::inv_sqrtpi);
      apply(name + ".tanh", "Tanh");
    }
    apply_constant(name + ".above_0", "Add", 1);
    apply_constant(name + ".cdf", "Mul", 0.5);
    apply(name + ".output", "Mul", {x});
  }

  OnnxGraph graph_;
  std::string current_ = "pixels";
  Index input_width_ = 0;  // 0: not known yet
  Index width_ = 0;
};

}  // namespace

std::vector<std::uint8_t> export_onnx(Sequential& model, const OnnxOptions& options) {
  INKLING_REQUIRE(std::isfinite(options.pixel_divisor) && options.pixel_divisor > 0, "E_ONNX_DIVISOR",
                  "export_onnx(pixel_divisor)", "a finite number above 0", text(options.pixel_divisor));
  Chain chain(options);
  chain.add("", model);
  return write_onnx(chain.finish());
}

}  // namespace inkling
