#include <algorithm>
#include <array>
#include <iterator>

#include "fuzz/target.hpp"

namespace inkling::testing {

std::span<const FuzzTarget> fuzz_targets() {
  static constexpr std::array kTargets = {
      FuzzTarget{"idx", idx_verdict, nullptr},
      FuzzTarget{"gzip", gzip_verdict, repaired_gzip},
      FuzzTarget{"pickled_mnist", pickled_mnist_verdict, nullptr},
      FuzzTarget{"safetensors", safetensors_verdict, repaired_safetensors},
      FuzzTarget{"checkpoint", checkpoint_verdict, repaired_checkpoint},
      FuzzTarget{"run_hash", run_hash_verdict, nullptr},
      FuzzTarget{"strokes", strokes_verdict, nullptr},
  };
  return kTargets;
}

const FuzzTarget& fuzz_target(std::string_view name) {
  const auto targets = fuzz_targets();
  const auto found = std::ranges::find(targets, name, &FuzzTarget::name);
  if (found == targets.end()) throw std::out_of_range("there is no such fuzz target");
  return *found;
}

}  // namespace inkling::testing
