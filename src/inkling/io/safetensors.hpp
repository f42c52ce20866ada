// safetensors, the format of Hugging Face (https://github.com/huggingface/safetensors, README, "Format"):
// 8 bytes of header length, a JSON header, then every tensor's bytes. Little-endian throughout.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "inkling/core/types.hpp"
#include "inkling/io/tensor_values.hpp"

namespace inkling {

struct NamedTensor {
  std::string name;          ///< "hidden1.weight": 1 to 256 bytes of UTF-8 without control characters
  std::vector<Index> shape;  ///< at most 8 dimensions of at least 1; {} is a single number
  TensorValues values;       ///< row-major, as many as the shape says
};

struct TensorFile {
  std::vector<NamedTensor> tensors;
  std::map<std::string, std::string> metadata;  ///< free text, at most 64,000 bytes in all

  /// The tensor of that name, or null.
  [[nodiscard]] const NamedTensor* find(std::string_view name) const;
};

/// The file's bytes, the same for the same content whatever the tensors' order: names sorted, header padded
/// to 8 bytes. Values are moved as bits, so that NaN payloads and -0 survive. Refuses what read_safetensors()
/// would: Error E_ST_NAME, _DUP, _SHAPE, _OVERFLOW, _COUNT, _META, _UTF8, _HEADER_LEN.
std::vector<std::uint8_t> write_safetensors(const TensorFile& file);

/// Reads tensors of F32, F64 and I64, in the order of their bytes. `name` serves messages.
/// Error E_ST_SHORT, _HEADER_LEN, _UTF8, _DEPTH, _JSON, _DUP, _NAME, _DTYPE, _SHAPE, _OVERFLOW, _OFFSETS,
/// _COVERAGE, _META, _COUNT. Stricter than the reference: the header begins with '{', has no keys of its own
/// invention, and no tensor is empty (an empty one could claim any place). Whether the values are finite is
/// the caller's question.
TensorFile read_safetensors(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace inkling
