// A graph of ONNX operators and the file that holds it. Field numbers and types are those of onnx.proto of
// ONNX 1.14 (https://github.com/onnx/onnx/blob/v1.14.0/onnx/onnx.proto).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

/// TensorProto.DataType, those that are used here.
enum class OnnxType : std::uint8_t { float32 = 1, uint8 = 2 };

struct OnnxNode {
  std::string name;
  std::string op_type;
  std::vector<std::string> inputs;
  std::string output;
  std::vector<std::pair<std::string, std::variant<std::int64_t, float>>> attributes = {};
};

/// A constant tensor of float32.
struct OnnxInitializer {
  std::string name;
  std::vector<Index> shape;  ///< {} for a single number
  Matrix value;              ///< row-major, as many numbers as the shape says
};

/// A tensor (batch, width) that goes in or comes out; the batch may have any size.
struct OnnxValue {
  std::string name;
  OnnxType type;
  Index width;
};

struct OnnxGraph {
  std::string name;
  std::vector<OnnxNode> nodes;  ///< each after those whose outputs it takes
  std::vector<OnnxInitializer> initializers;
  std::vector<OnnxValue> inputs;
  std::vector<OnnxValue> outputs;
};

/// IR version 8, operator set 13: read by ONNX Runtime since 1.10. The same graph gives the same bytes.
/// Error E_ONNX_SHAPE when an initializer has not as many numbers as its shape says.
std::vector<std::uint8_t> write_onnx(const OnnxGraph& graph);

}  // namespace inkling
