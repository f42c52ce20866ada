#include "inkling/core/randn.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

constexpr std::size_t kBlock = 16;

// logf, sinf and cosf of the Cephes library (S. Moshier), whose polynomials torch's vector kernel uses. Where
// the compiler of torch fused a product and a sum is part of the result and was found by comparison: with
// these, 2^20 numbers of 2^20 are torch's to the bit.

template <std::size_t N>
float polynomial(const std::array<float, N>& coefficients, float x) {
  float y = coefficients[0];
  for (std::size_t i = 1; i < N; ++i) y = std::fma(y, x, coefficients[i]);
  return y;
}

/// The natural logarithm of a normal x > 0.
float log_cephes(float x) {
  constexpr std::array<float, 9> kLog = {7.0376836292E-2F,  -1.1514610310E-1F, 1.1676998740E-1F,
                                         -1.2420140846E-1F, 1.4249322787E-1F,  -1.6668057665E-1F,
                                         2.0000714765E-1F,  -2.4999993993E-1F, 3.3333331174E-1F};
  constexpr float kLn2High = 0.693359375F;
  constexpr float kLn2Low = -2.12194440e-4F;
  const auto bits = std::bit_cast<std::uint32_t>(x);
  auto exponent = static_cast<float>(static_cast<int>(bits >> 23U) - 126);
  x = std::bit_cast<float>((bits & 0x807fffffU) | 0x3f000000U);  // the mantissa, in [0.5, 1)
  const bool small = x < std::numbers::sqrt2_v<float> / 2;
  if (small) exponent -= 1;
  x = small ? (x - 1) + x : x - 1;
  const float z = x * x;
  float y = polynomial(kLog, x) * x;
  y = std::fma(y, z, exponent * kLn2Low);
  y -= z * 0.5F;
  return std::fma(exponent, kLn2High, x + y);
}

/// {sine, cosine} of x >= 0, a few turns at most.
std::pair<float, float> sincos_cephes(float x) {
  constexpr std::array<float, 3> kCos = {2.443315711809948E-5F, -1.388731625493765E-3F,
                                         4.166664568298827E-2F};
  constexpr std::array<float, 3> kSin = {-1.9515295891E-4F, 8.3321608736E-3F, -1.6666654611E-1F};
  // π/4 in three parts, each short enough for its product with an octant's number to be exact.
  constexpr std::array<float, 3> kPiQuarter = {0.78515625F, 2.4187564849853515625e-4F,
                                               3.77489497744594108e-8F};
  constexpr auto kOctants = static_cast<float>(4 / std::numbers::pi);
  const int octant = (static_cast<int>(x * kOctants) + 1) & ~1;
  for (const float part : kPiQuarter) x = std::fma(static_cast<float>(octant), -part, x);
  const float z = x * x;
  const float cosine = std::fma(polynomial(kCos, z) * z, z, -(z * 0.5F)) + 1;
  const float sine = std::fma(polynomial(kSin, z) * z, x, x);
  const bool swapped = (octant & 2) != 0;  // the second and fourth quarter turn
  const float s = swapped ? cosine : sine;
  const float c = swapped ? sine : cosine;
  return {(octant & 4) != 0 ? -s : s, ((octant + 2) & 4) != 0 ? -c : c};
}

/// Box and Muller: the first eight uniform numbers are radii, the other eight angles.
void normal_from_uniform(std::span<float, kBlock> block) {
  constexpr std::size_t kHalf = kBlock / 2;
  constexpr auto kTwoPi = static_cast<float>(2 * std::numbers::pi);
  for (std::size_t i = 0; i < kHalf; ++i) {
    const float radius = std::sqrt(-2 * log_cephes(1 - block[i]));  // of (0, 1], not of [0, 1)
    const auto [sine, cosine] = sincos_cephes(kTwoPi * block[i + kHalf]);
    block[i] = radius * cosine;
    block[i + kHalf] = radius * sine;
  }
}

void fill_uniform(std::span<float> values, Generator& generator) {
  for (float& value : values) value = generator.uniform(0, 1);
}

}  // namespace

void randn(std::span<float> values, Generator& generator) {
  if (values.size() < kBlock) {
    for (float& value : values) value = static_cast<float>(generator.normal());
    return;
  }
  fill_uniform(values, generator);
  for (std::size_t i = 0; i + kBlock <= values.size(); i += kBlock)
    normal_from_uniform(values.subspan(i).first<kBlock>());
  if (values.size() % kBlock == 0) return;
  const auto last = values.last<kBlock>();  // torch draws the last 16 anew rather than handle a shorter rest
  fill_uniform(last, generator);
  normal_from_uniform(last);
}

Matrix randn(Index rows, Index columns, Generator& generator) {
  INKLING_REQUIRE(fits_index(rows, columns), "E_API_TOOBIG", "randn(rows, columns)",
                  "fewer than 2^31 numbers", text(rows, " × ", columns));
  Matrix values(rows, columns);
  randn(std::span(values.data(), static_cast<std::size_t>(values.size())), generator);
  return values;
}

}  // namespace inkling
