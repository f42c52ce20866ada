// PyTorch's CPU random numbers, so that a seed names the same run here and there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

/// All that decides what a Generator draws next.
struct GeneratorState {
  static constexpr std::size_t kWords = 624;

  std::array<std::uint32_t, kWords> words{};
  std::size_t next = kWords;               ///< the word that is drawn next; kWords: new ones are made before
  std::optional<double> next_normal = {};  ///< the second of a pair, which waits

  bool operator==(const GeneratorState&) const = default;
};

/// torch.Generator on the CPU: mt19937 and the ways in which torch 1.13 draws from it
/// (aten/src/ATen/CPUGeneratorImpl.cpp, aten/src/ATen/core/DistributionsHelper.h).
/// Portable: neither std::*_distribution nor std::shuffle, whose results differ between standard libraries.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) { manual_seed(seed); }

  /// torch.manual_seed(seed). Like torch, only the low 32 bits count.
  void manual_seed(std::uint64_t seed);

  std::uint32_t random32();
  /// The first 32 bits drawn are the high ones, as in torch.
  std::uint64_t random64();
  /// A float in [from, to): 24 random bits and one fused multiply-add, bitwise torch's uniform_().
  float uniform(float from, float to);
  /// A double in [0, 1): 53 bits of random64().
  double uniform_double();
  /// True with probability p: one uniform_double(), as bernoulli_(p) of a torch built without Intel's MKL.
  bool bernoulli(double p);
  /// A normally distributed double. They are drawn in pairs, the second of which waits for the next call.
  double normal();

  /// torch.Generator.get_state() and set_state(): it goes on where the other one was. Error E_API_RANGE for a
  /// place beyond the words.
  [[nodiscard]] const GeneratorState& state() const { return state_; }
  void set_state(const GeneratorState& state);

 private:
  void refill();

  GeneratorState state_;
};

/// torch.randint(low, high, (n,)). Error E_API_RANGE unless low < high and n >= 0.
std::vector<std::int64_t> randint(std::int64_t low, std::int64_t high, Index n, Generator& generator);

/// torch.randperm(n, generator): the numbers 0..n-1 in random order. Error E_API_RANGE unless 0 <= n < 2^31.
std::vector<std::uint32_t> randperm(Index n, Generator& generator);

}  // namespace inkling
