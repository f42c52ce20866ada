#include "inkling/train/checkpoint.hpp"

#include <numeric>

#include "fuzz/target.hpp"
#include "fuzz/tiny_run.hpp"
#include "inkling/data/checksum.hpp"
#include "inkling/train/run.hpp"

namespace inkling::testing {
namespace {

/// A network that takes no longer to make than the rest.
bool is_small(const RunConfig& config) {
  return std::accumulate(config.layers.begin(), config.layers.end(), Index{0}) <= 64 && config.synthetic == 0;
}

}  // namespace

std::string checkpoint_verdict(std::span<const std::uint8_t> bytes) {
  Checkpoint checkpoint;
  const std::string code = code_of([&] { checkpoint = read_checkpoint(bytes, "fuzzed"); });
  if (code != "ok") return code;
  validate(checkpoint.config);
  if (!is_small(checkpoint.config)) return code + " large";
  return code + ' ' + code_of([&] {
           const auto run = resume(checkpoint, tiny_split(), "fuzzed");
           const Bytes written = write_checkpoint(*run);
           const auto again = resume(read_checkpoint(written, "again"), tiny_split(), "again");
           promise(write_checkpoint(*again) == written, "what went on and was saved goes on as it was");
           if (!run->fit().finished()) run->fit().advance();
         });
}

/// With the checksum of what it has become.
Bytes repaired_checkpoint(std::span<const std::uint8_t> bytes) {
  Bytes out = repaired_safetensors(bytes);
  try {
    TensorFile file = read_safetensors(out, "repaired");
    file.metadata.erase("crc32");
    file.metadata["crc32"] = text(crc32(write_safetensors(file)));
    out = write_safetensors(file);
  } catch (const Error&) {
    // What is no safetensors file has no checksum to be put right.
  }
  return out;
}

}  // namespace inkling::testing
