// The JSON header of a safetensors file ↔ a list of tensors. Knows nothing of the values behind it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "inkling/io/tensor_values.hpp"

namespace inkling {

// Limits of what is read and written. The reference allows headers of 100 MB; this network's needs 2 kB.
inline constexpr std::size_t kMaxSafetensorsHeader = 1U << 20;
inline constexpr std::size_t kMaxTensors = 1024;
inline constexpr std::size_t kMaxTensorRank = 8;
inline constexpr std::size_t kMaxTensorName = 256;   ///< bytes
inline constexpr std::size_t kMaxMetadata = 64'000;  ///< bytes of all keys and values

/// One tensor as the header describes it.
struct TensorEntry {
  std::string name;
  DType dtype = DType::f32;
  std::vector<std::uint64_t> shape;
  std::uint64_t begin = 0;  ///< of its bytes, counted from the end of the header
  std::uint64_t end = 0;
};

struct SafetensorsHeader {
  std::vector<TensorEntry> tensors;
  std::map<std::string, std::string> metadata;
};

/// Reads and checks all that can be checked without the values: every tensor's bytes are as many as its shape
/// needs and together they cover `data_size` bytes without hole or overlap. The tensors come in that order.
/// `file` serves messages.
SafetensorsHeader parse_safetensors_header(std::string_view json, std::uint64_t data_size,
                                           const std::string& file);

/// The header as JSON without spaces, in the order given. Fails as parse_safetensors_header() would on the
/// result.
std::string print_safetensors_header(const SafetensorsHeader& header);

/// Bytes that a tensor of this type and shape has. Error E_ST_SHAPE, E_ST_OVERFLOW; `where` names the tensor.
std::uint64_t tensor_bytes(DType dtype, const std::vector<std::uint64_t>& shape, const std::string& where);

}  // namespace inkling
