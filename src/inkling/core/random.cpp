#include "inkling/core/random.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {

// Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998); the constants are those of std::mt19937.
void Generator::manual_seed(std::uint64_t seed) {
  state_[0] = static_cast<std::uint32_t>(seed);
  for (std::uint32_t i = 1; i < kWords; ++i)
    state_[i] = 1812433253U * (state_[i - 1] ^ (state_[i - 1] >> 30)) + i;
  next_ = kWords;
}

void Generator::refill() {
  constexpr std::size_t kShift = 397;
  for (std::size_t i = 0; i < kWords; ++i) {
    const std::uint32_t bits = (state_[i] & 0x80000000U) | (state_[(i + 1) % kWords] & 0x7fffffffU);
    state_[i] = state_[(i + kShift) % kWords] ^ (bits >> 1) ^ ((bits & 1U) != 0 ? 0x9908b0dfU : 0U);
  }
  next_ = 0;
}

std::uint32_t Generator::random32() {
  if (next_ == kWords) refill();
  std::uint32_t y = state_[next_++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680U;
  y ^= (y << 15) & 0xefc60000U;
  return y ^ (y >> 18);
}

std::uint64_t Generator::random64() {
  const std::uint64_t high = random32();
  return (high << 32) | random32();
}

float Generator::uniform(float from, float to) {
  const float u = static_cast<float>(random32() & 0xffffffU) * 0x1p-24F;
  return std::fma(u, to - from, from);  // without the fusion half of the values miss torch's last bit
}

std::vector<std::uint32_t> randperm(Index n, Generator& generator) {
  INKLING_REQUIRE(n >= 0 && n <= std::numeric_limits<std::int32_t>::max(), "E_API_RANGE", "randperm(n)",
                  "0 <= n < 2^31", text(n));
  std::vector<std::uint32_t> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    const std::size_t z = generator.random32() % (order.size() - i);
    std::swap(order[i], order[i + z]);
  }
  return order;
}

}  // namespace inkling
