// One target under libFuzzer: INKLING_FUZZ_TARGET is its name.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "fuzz/target.hpp"

using inkling::testing::fuzz_target;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    fuzz_target(INKLING_FUZZ_TARGET).verdict({data, size});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "finding: %s\n", error.what());
    std::abort();
  }
  return 0;
}

/// As libFuzzer changes it, half of the time repaired.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  const std::size_t changed = LLVMFuzzerMutate(data, size, max_size);
  const auto repair = fuzz_target(INKLING_FUZZ_TARGET).repair;
  if (repair == nullptr || seed % 2 == 0) return changed;
  const inkling::testing::Bytes repaired = repair({data, changed});
  if (repaired.size() > max_size) return changed;
  std::ranges::copy(repaired, data);
  return repaired.size();
}
