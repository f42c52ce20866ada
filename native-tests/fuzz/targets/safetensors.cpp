#include "inkling/io/safetensors.hpp"

#include <algorithm>

#include "fuzz/target.hpp"
#include "inkling/io/model_file.hpp"

namespace inkling::testing {

std::string safetensors_verdict(std::span<const std::uint8_t> bytes) {
  TensorFile file;
  const std::string code = code_of([&] { file = read_safetensors(bytes, "fuzzed"); });
  if (code != "ok") return code;
  const Bytes written = write_safetensors(file);
  promise(write_safetensors(read_safetensors(written, "again")) == written,
          "written and read it is the same, to the bit");
  return code + ' ' + code_of([&] { mlp_layers(file, "fuzzed"); });
}

/// The length of the header put right: as far as the last '}' before the tensors' bytes.
Bytes repaired_safetensors(std::span<const std::uint8_t> bytes) {
  Bytes out(bytes.begin(), bytes.end());
  constexpr std::size_t kLength = 8;
  if (out.size() <= kLength) return out;
  const auto end = std::find(out.rbegin(), out.rend() - kLength, '}').base();
  auto length = static_cast<std::uint64_t>(end - out.begin()) - kLength;
  for (std::size_t i = 0; i < kLength; ++i, length >>= 8U) out[i] = static_cast<std::uint8_t>(length);
  return out;
}

}  // namespace inkling::testing
