#include "inkling/io/onnx_graph.hpp"

#include <bit>
#include <span>

#include "inkling/core/error.hpp"
#include "inkling/io/protobuf_writer.hpp"

namespace inkling {
namespace {

// raw_data is little-endian whatever the machine; every target of this program is.
static_assert(std::endian::native == std::endian::little);

constexpr std::uint64_t kIrVersion = 8;
constexpr std::uint64_t kOperatorSet = 13;

ProtobufWriter attribute_proto(const std::string& name, const std::variant<std::int64_t, float>& value) {
  ProtobufWriter out;
  out.string(1, name);
  if (const auto* const number = std::get_if<float>(&value)) {
    out.float32(2, *number);
    out.integer(20, 1);  // type: FLOAT
  } else {
    out.integer(3, static_cast<std::uint64_t>(std::get<std::int64_t>(value)));
    out.integer(20, 2);  // type: INT
  }
  return out;
}

ProtobufWriter node_proto(const OnnxNode& node) {
  ProtobufWriter out;
  for (const std::string& input : node.inputs) out.string(1, input);
  out.string(2, node.output);
  out.string(3, node.name);
  out.string(4, node.op_type);
  for (const auto& [name, value] : node.attributes) out.message(5, attribute_proto(name, value));
  return out;
}

ProtobufWriter tensor_proto(const OnnxInitializer& tensor) {
  std::int64_t count = 1;
  for (const Index size : tensor.shape) count *= size;
  INKLING_REQUIRE(count == tensor.value.size(), "E_ONNX_SHAPE", tensor.name,
                  text(count, " numbers, as its shape says"), text(tensor.value.size()));
  ProtobufWriter out;
  for (const Index size : tensor.shape) out.integer(1, static_cast<std::uint64_t>(size));
  out.integer(2, static_cast<std::uint64_t>(OnnxType::float32));
  out.string(8, tensor.name);
  out.bytes(9, std::as_bytes(std::span(tensor.value.data(), static_cast<std::size_t>(count))));
  return out;
}

ProtobufWriter value_proto(const OnnxValue& value) {
  ProtobufWriter batch;
  batch.string(2, "batch");  // a name instead of a size: any number of rows
  ProtobufWriter width;
  width.integer(1, static_cast<std::uint64_t>(value.width));
  ProtobufWriter shape;
  shape.message(1, batch);
  shape.message(1, width);
  ProtobufWriter tensor;
  tensor.integer(1, static_cast<std::uint64_t>(value.type));
  tensor.message(2, shape);
  ProtobufWriter type;
  type.message(1, tensor);
  ProtobufWriter out;
  out.string(1, value.name);
  out.message(2, type);
  return out;
}

ProtobufWriter graph_proto(const OnnxGraph& graph) {
  ProtobufWriter out;
  for (const OnnxNode& node : graph.nodes) out.message(1, node_proto(node));
  out.string(2, graph.name);
  for (const OnnxInitializer& tensor : graph.initializers) out.message(5, tensor_proto(tensor));
  for (const OnnxValue& input : graph.inputs) out.message(11, value_proto(input));
  for (const OnnxValue& output : graph.outputs) out.message(12, value_proto(output));
  return out;
}

}  // namespace

std::vector<std::uint8_t> write_onnx(const OnnxGraph& graph) {
  ProtobufWriter operators;
  operators.string(1, "");  // ONNX's own
  operators.integer(2, kOperatorSet);
  ProtobufWriter out;
  out.integer(1, kIrVersion);
  out.string(2, "inkling");
  out.message(7, graph_proto(graph));
  out.message(8, operators);
  return out.result();
}

}  // namespace inkling
