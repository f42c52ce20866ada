#include "inkling/io/onnx.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>

#include <catch2/catch_test_macros.hpp>

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
#include "inkling/train/mlp.hpp"
#include "support/protobuf.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;

namespace {

// Field numbers as in onnx.proto.
struct Tensor {
  std::vector<std::uint64_t> dims;
  std::vector<float> values;
};

struct Node {
  std::string op;
  std::vector<std::string> inputs;
  std::string output;
  std::map<std::string, double> attributes;
};

struct File {
  explicit File(std::vector<std::uint8_t> file_bytes) : bytes(std::move(file_bytes)), model(bytes) {
    for (const ProtobufField& field : graph.all(5)) {
      const Protobuf tensor(field.bytes);
      Tensor read;
      std::size_t count = 1;
      for (const ProtobufField& dim : tensor.all(1)) {
        read.dims.push_back(dim.integer);
        count *= static_cast<std::size_t>(dim.integer);
      }
      CHECK(tensor.integer(2) == 1);  // float32
      const std::span<const std::uint8_t> raw = tensor.one(9).bytes;
      REQUIRE(raw.size() == count * 4);
      read.values.resize(count);
      std::memcpy(read.values.data(), raw.data(), raw.size());
      CHECK(tensors.emplace(tensor.text(8), read).second);
    }
    for (const ProtobufField& field : graph.all(1)) {
      const Protobuf node(field.bytes);
      Node read{node.text(4), {}, node.text(2), {}};
      for (const ProtobufField& input : node.all(1)) read.inputs.push_back(Protobuf::text(input));
      for (const ProtobufField& attribute : node.all(5)) {
        const Protobuf content(attribute.bytes);
        const bool real = content.integer(20) == 1;
        if (!real) REQUIRE(content.integer(20) == 2);
        read.attributes[content.text(1)] =
            real ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(content.integer(2))))
                 : static_cast<double>(content.integer(3));
      }
      nodes.push_back(read);
    }
  }

  std::vector<std::uint8_t> bytes;
  Protobuf model;
  Protobuf graph = model.message(7);
  std::map<std::string, Tensor> tensors;
  std::vector<Node> nodes;
};

/// What the graph gives by the definitions of ONNX's operators: every value by name.
std::map<std::string, Matrix> run(const File& file, const Matrix& pixels) {
  std::map<std::string, Matrix> values = {{"pixels", pixels}};
  for (const auto& [name, tensor] : file.tensors) {
    const auto rows = static_cast<Index>(tensor.dims.size() == 2 ? tensor.dims[0] : 1);
    values[name] = MatrixView(tensor.values.data(), rows, static_cast<Index>(tensor.values.size()) / rows);
  }
  for (const Node& node : file.nodes) {
    INFO(node.op << " gives " << node.output);
    const auto in = [&](std::size_t i) -> const Matrix& { return values.at(node.inputs.at(i)); };
    const Matrix& x = in(0);
    Matrix y = x;
    const auto each = [&](auto&& f) { y = x.unaryExpr([&f](float v) { return static_cast<float>(f(v)); }); };
    const auto wide = [&](std::size_t i) {  // a single number for all, or a row for each
      return in(i).size() == 1   ? Matrix(Matrix::Constant(x.rows(), x.cols(), in(i)(0, 0)))
             : in(i).rows() == 1 ? Matrix(in(i).replicate(x.rows(), 1))
                                 : in(i);
    };
    if (node.op == "Cast") {
      CHECK(node.attributes.at("to") == 1);
    } else if (node.op == "Identity") {
    } else if (node.op == "Div") {
      y = x.cwiseQuotient(wide(1));
    } else if (node.op == "Mul") {
      y = x.cwiseProduct(wide(1));
    } else if (node.op == "Add") {
      y = x + wide(1);
    } else if (node.op == "Gemm") {
      CHECK(node.attributes.at("transB") == 1);
      y = x * in(1).transpose();
      if (node.inputs.size() > 2) y.rowwise() += in(2).row(0);
    } else if (node.op == "Relu") {
      each([](float v) { return std::max(v, 0.0F); });
    } else if (node.op == "LeakyRelu") {
      each([&](float v) { return v < 0 ? v * node.attributes.at("alpha") : static_cast<double>(v); });
    } else if (node.op == "Tanh") {
      each([](float v) { return std::tanh(v); });
    } else if (node.op == "Sigmoid") {
      each([](float v) { return 1 / (1 + std::exp(-v)); });
    } else if (node.op == "Erf") {
      each([](float v) { return std::erf(v); });
    } else if (node.op == "BatchNormalization") {
      const float eps = static_cast<float>(node.attributes.at("epsilon"));
      const Matrix deviation = (wide(4).array() + eps).sqrt();
      y = ((x - wide(3)).cwiseQuotient(deviation)).cwiseProduct(wide(1)) + wide(2);
    } else if (node.op == "Softmax") {
      CHECK(node.attributes.at("axis") == 1);
      each([](float v) { return std::exp(v); });
      for (Index row = 0; row < y.rows(); ++row) y.row(row) /= y.row(row).sum();
    } else {
      FAIL("no operator of ours");
    }
    CHECK(values.emplace(node.output, y).second);
  }
  return values;
}

Matrix some_pixels(Index rows, Index columns) {
  Matrix pixels(rows, columns);
  for (Index i = 0; i < pixels.size(); ++i) pixels.data()[i] = static_cast<float>(i * 97 % 256);
  return pixels;
}

void check_runs_like(Sequential& model, Index features, float divisor = 255) {
  const File file(export_onnx(model, {.pixel_divisor = divisor}));
  const Matrix pixels = some_pixels(5, features);
  const std::map<std::string, Matrix> values = run(file, pixels);
  const Matrix input = pixels / divisor;
  model.eval();
  const Matrix& expected = model.forward(input);
  REQUIRE(values.at("logits").rows() == expected.rows());
  REQUIRE(values.at("logits").cols() == expected.cols());
  CHECK((values.at("logits") - expected).cwiseAbs().maxCoeff() < 1e-5F);
  CHECK((values.at("probabilities").rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5F);
}

}  // namespace

TEST_CASE("An ONNX file has the operators and names of the network", "[io][onnx]") {
  Generator generator(1);
  Sequential model = make_mlp({6, 4, 3}, generator);
  const File file(export_onnx(model));

  CHECK(file.model.integer(1) == 8);
  CHECK(file.model.message(8).text(1).empty());
  CHECK(file.model.message(8).integer(2) == 13);
  std::vector<std::string> operators;
  for (const Node& node : file.nodes) operators.push_back(node.op);
  CHECK(operators == std::vector<std::string>{"Cast", "Div", "Gemm", "Relu", "Gemm", "Identity", "Softmax"});
  CHECK(file.nodes[2].inputs == std::vector<std::string>{"pixels.scaled", "hidden1.weight", "hidden1.bias"});
  CHECK(file.tensors.size() == 5);
  CHECK(file.tensors.at("pixels.divisor").dims.empty());
  CHECK(file.tensors.at("pixels.divisor").values == std::vector<float>{255});
}

TEST_CASE("An ONNX file takes bytes and gives probabilities and logits, for any number of images",
          "[io][onnx]") {
  Generator generator(1);
  Sequential model = make_mlp({300, 4, 3}, generator);
  const File file(export_onnx(model));
  const auto check_value = [](const ProtobufField& field, const char* name, std::uint64_t type,
                              std::uint64_t width) {
    const Protobuf value(field.bytes);
    const Protobuf tensor = value.message(2).message(1);
    const std::vector<ProtobufField> dims = tensor.message(2).all(1);
    CHECK(value.text(1) == name);
    CHECK(tensor.integer(1) == type);
    REQUIRE(dims.size() == 2);
    CHECK(Protobuf(dims[0].bytes).text(2) == "batch");
    CHECK(Protobuf(dims[1].bytes).integer(1) == width);
  };
  check_value(file.graph.one(11), "pixels", 2, 300);
  const std::vector<ProtobufField> outputs = file.graph.all(12);
  REQUIRE(outputs.size() == 2);
  check_value(outputs[0], "probabilities", 1, 3);
  check_value(outputs[1], "logits", 1, 3);
}

TEST_CASE("An ONNX file has every parameter to the bit, (out, in) as PyTorch's", "[io][onnx]") {
  Generator generator(7);
  Sequential model = make_mlp({6, 4, 3}, generator);
  model.named_parameters()[1].parameter->value(0, 0) = -0.0F;
  const File file(export_onnx(model));
  for (const auto& [name, parameter] : model.named_parameters()) {
    const Tensor& tensor = file.tensors.at(name);
    CHECK(tensor.dims == std::vector<std::uint64_t>(parameter->shape.begin(), parameter->shape.end()));
    REQUIRE(tensor.values.size() == static_cast<std::size_t>(parameter->value.size()));
    CHECK(std::memcmp(tensor.values.data(), parameter->value.data(), tensor.values.size() * 4) == 0);
  }
  CHECK(file.tensors.at("hidden1.weight").dims == std::vector<std::uint64_t>{4, 6});
}

TEST_CASE("The same network gives the same ONNX bytes", "[io][onnx]") {
  Generator generator(1);
  Generator same(1);
  Generator other(2);
  Sequential model = make_mlp({6, 4, 3}, generator);
  Sequential again = make_mlp({6, 4, 3}, same);
  Sequential different = make_mlp({6, 4, 3}, other);
  again.eval();  // the mode makes no difference
  CHECK(export_onnx(model) == export_onnx(again));
  CHECK(export_onnx(model) != export_onnx(different));
}

TEST_CASE("The graph computes what the network does", "[io][onnx]") {
  Generator generator(3);
  Sequential mlp = make_mlp({30, 20, 10, 3}, generator);
  check_runs_like(mlp, 30);
  check_runs_like(mlp, 30, 256);

  Sequential all;
  all.add("flatten", std::make_unique<Flatten>());
  all.add("linear1", std::make_unique<Linear>(8, 6, generator, false));
  all.add("bn1", std::make_unique<BatchNorm1d>(6, BatchNorm1dOptions{.eps = 0.01}));
  all.add("leaky", std::make_unique<LeakyReLU>(0.2));
  all.add("drop", std::make_unique<Dropout>(0.5, generator));
  all.add("gelu", std::make_unique<GELU>());
  auto inner = std::make_unique<Sequential>();
  inner->add("linear", std::make_unique<Linear>(6, 7, generator));
  inner->add("gelu", std::make_unique<GELU>(GELUApproximate::tanh));
  inner->add("bn", std::make_unique<BatchNorm1d>(7, BatchNorm1dOptions{.affine = false}));
  all.add("inner", std::move(inner));
  all.add("tanh", std::make_unique<Tanh>());
  all.add("linear2", std::make_unique<Linear>(7, 4, generator));
  all.add("sigmoid", std::make_unique<Sigmoid>());
  const Matrix batch = some_pixels(9, 8) / 255;
  all.train();
  all.forward(batch);  // running statistics that are not 0 and 1
  check_runs_like(all, 8);
  const File file(export_onnx(all));
  CHECK(file.tensors.contains("inner.linear.weight"));
  CHECK(file.tensors.contains("bn1.running_var"));
  CHECK_FALSE(file.tensors.contains("linear1.bias"));
}

TEST_CASE("What ONNX cannot hold is refused by name", "[io][onnx]") {
  class Unknown final : public Module {
   public:
    const Matrix& forward(MatrixView /*input*/) override { return nothing_; }
    const Matrix& backward(MatrixView /*output_grad*/) override { return nothing_; }
    [[nodiscard]] std::string repr() const override { return "Unknown()"; }

   private:
    Matrix nothing_;
  };
  Generator generator(1);
  Sequential unknown;
  unknown.add("linear", std::make_unique<Linear>(2, 3, generator));
  unknown.add("odd", std::make_unique<Unknown>());
  const Refusal refusal = refusal_of([&] { return export_onnx(unknown); });
  CHECK(refusal.code == "E_ONNX_LAYER");
  CHECK(refusal.message.find("odd: expected a layer that ONNX has, found Unknown()") != std::string::npos);

  Sequential no_width;
  no_width.add("relu", std::make_unique<ReLU>());
  CHECK(refusal_of([&] { return export_onnx(no_width); }).code == "E_ONNX_LAYER");

  Sequential mismatch;
  mismatch.add("a", std::make_unique<Linear>(2, 3, generator));
  mismatch.add("b", std::make_unique<Linear>(4, 2, generator));
  CHECK(refusal_of([&] { return export_onnx(mismatch); }).code == "E_ONNX_LAYER");

  Sequential model = make_mlp({2, 3}, generator);
  for (const float divisor : {0.0F, -1.0F, std::nanf(""), INFINITY})
    CHECK(refusal_of([&] { return export_onnx(model, {.pixel_divisor = divisor}); }).code ==
          "E_ONNX_DIVISOR");
}

TEST_CASE("A tensor of another size than its shape is not written", "[io][onnx]") {
  OnnxGraph graph;
  graph.initializers.push_back({"w", {2, 3}, Matrix::Zero(1, 5)});
  CHECK(refusal_of([&] { return write_onnx(graph); }).code == "E_ONNX_SHAPE");
}
