#include "inkling/core/random.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

constexpr std::size_t kWords = GeneratorState::kWords;

}  // namespace

// Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998); the constants are those of std::mt19937.
void Generator::manual_seed(std::uint64_t seed) {
  state_.words[0] = static_cast<std::uint32_t>(seed);
  for (std::uint32_t i = 1; i < kWords; ++i)
    state_.words[i] = 1812433253U * (state_.words[i - 1] ^ (state_.words[i - 1] >> 30)) + i;
  state_.next = kWords;
  state_.next_normal.reset();
}

void Generator::refill() {
  constexpr std::size_t kShift = 397;
  for (std::size_t i = 0; i < kWords; ++i) {
    const std::uint32_t bits =
        (state_.words[i] & 0x80000000U) | (state_.words[(i + 1) % kWords] & 0x7fffffffU);
    state_.words[i] =
        state_.words[(i + kShift) % kWords] ^ (bits >> 1) ^ ((bits & 1U) != 0 ? 0x9908b0dfU : 0U);
  }
  state_.next = 0;
}

void Generator::set_state(const GeneratorState& state) {
  INKLING_REQUIRE(state.next <= kWords, "E_API_RANGE", "Generator::set_state()",
                  text("a place of 0 to ", kWords), text(state.next));
  state_ = state;
}

std::uint32_t Generator::random32() {
  if (state_.next == kWords) refill();
  std::uint32_t y = state_.words[state_.next++];
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

double Generator::uniform_double() {
  constexpr std::uint64_t kMask = (std::uint64_t{1} << 53U) - 1;
  return static_cast<double>(random64() & kMask) * 0x1p-53;
}

bool Generator::bernoulli(double p) {
  return uniform_double() < p;
}

// Box and Muller, as aten/src/ATen/core/DistributionsHelper.h, normal_distribution<double>.
double Generator::normal() {
  if (state_.next_normal) {
    const double sample = *state_.next_normal;
    state_.next_normal.reset();
    return sample;
  }
  const double theta = 2 * std::numbers::pi * uniform_double();
  const double radius = std::sqrt(-2 * std::log1p(-uniform_double()));
  state_.next_normal = radius * std::sin(theta);
  return radius * std::cos(theta);
}

// aten/src/ATen/core/DistributionsHelper.h, uniform_int_from_to_distribution: 64 bits only for what 32 do not
// hold. The remainder favours small numbers a little, as there.
std::vector<std::int64_t> randint(std::int64_t low, std::int64_t high, Index n, Generator& generator) {
  INKLING_REQUIRE(low < high && n >= 0, "E_API_RANGE", "randint(low, high, n)", "low < high and n >= 0",
                  text(low, ", ", high, ", ", n));
  const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  const bool wide = range >= std::uint64_t{1} << 32U;
  std::vector<std::int64_t> values(static_cast<std::size_t>(n));
  for (std::int64_t& value : values) {
    const std::uint64_t bits = wide ? generator.random64() : generator.random32();
    value = static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + bits % range);
  }
  return values;
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
