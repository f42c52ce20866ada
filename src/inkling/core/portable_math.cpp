#include "inkling/core/portable_math.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

namespace inkling {
namespace {

// ln 2 in two parts. The first has its low 21 bits 0, so that its product with an exponent is exact.
constexpr double kLn2Head = 0x1.62e42fee00000p-1;
constexpr double kLn2Tail = 0x1.a39ef35793c76p-33;

/// 2^exponent for a normal result.
double power_of_two(int exponent) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52U);
}

/// The sum of rⁿ/n! for n from 2 to 13, over r². For |r| <= ln 2 / 2 what is left out is below 2^-57.
double exp_tail(double r) {
  double sum = 1.0 / 6227020800;
  sum = sum * r + 1.0 / 479001600;
  sum = sum * r + 1.0 / 39916800;
  sum = sum * r + 1.0 / 3628800;
  sum = sum * r + 1.0 / 362880;
  sum = sum * r + 1.0 / 40320;
  sum = sum * r + 1.0 / 5040;
  sum = sum * r + 1.0 / 720;
  sum = sum * r + 1.0 / 120;
  sum = sum * r + 1.0 / 24;
  sum = sum * r + 1.0 / 6;
  return sum * r + 1.0 / 2;
}

}  // namespace

// x = k ln 2 + r; exp(x) = 2^k exp(r).
double portable_exp(double x) {
  if (std::isnan(x)) return x;
  if (x > 709.782712893384) return std::numeric_limits<double>::infinity();
  if (x < -745.1332191019412) return 0;
  constexpr double kRound = 0x1.8p52;  // added and taken away, it leaves the nearest whole number
  const double k = (x * std::numbers::log2e + kRound) - kRound;
  const double high = x - k * kLn2Head;
  const double low = k * kLn2Tail;
  const double r = high - low;
  const double lost = (high - r) - low;  // by rounding r
  const double value = 1 + (r + (r * r * exp_tail(r) + lost));
  const int exponent = static_cast<int>(k);
  const int half = exponent / 2;  // in two steps: 2^1024 and 2^-1075 are no doubles, but the results are
  return value * power_of_two(half) * power_of_two(exponent - half);
}

// x = 2^k m with m from √½ to √2; log(m) = 2 artanh(s) for s = (m - 1) / (m + 1), an odd series in s.
double portable_log(double x) {
  if (std::isnan(x) || x == std::numeric_limits<double>::infinity()) return x;
  if (x == 0) return -std::numeric_limits<double>::infinity();
  if (x < 0) return std::numeric_limits<double>::quiet_NaN();
  int k = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    k = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  k += static_cast<int>(bits >> 52U) - 1023;
  double m = std::bit_cast<double>((bits & 0x000fffffffffffffU) | 0x3ff0000000000000U);
  if (m > std::numbers::sqrt2) {
    m /= 2;
    ++k;
  }
  const double f = m - 1;
  const double s = f / (2 + f);
  const double z = s * s;  // at most 0.0295: what is left out of the series is below 2^-58
  double series = 2.0 / 21;
  series = series * z + 2.0 / 19;
  series = series * z + 2.0 / 17;
  series = series * z + 2.0 / 15;
  series = series * z + 2.0 / 13;
  series = series * z + 2.0 / 11;
  series = series * z + 2.0 / 9;
  series = series * z + 2.0 / 7;
  series = series * z + 2.0 / 5;
  series = series * z + 2.0 / 3;
  // 2s is f - s f, and 2s + s z series is rounded less often as f - (f²/2 - s (f²/2 + z series)).
  const double half_square = f * f / 2;
  const double correction = s * (half_square + z * series);
  return k * kLn2Head - ((half_square - (correction + k * kLn2Tail)) - f);
}

double portable_tanh(double x) {
  const double size = std::abs(x);
  if (size < 0.02) {  // where the quotient below would lose digits
    const double z = x * x;
    return x * (1 + z * (-1.0 / 3 + z * (2.0 / 15 - z * (17.0 / 315))));
  }
  if (size > 22) return std::copysign(1.0, x);
  const double power = portable_exp(2 * size);
  return std::copysign((power - 1) / (power + 1), x);
}

double portable_log_sigmoid(double x) {
  return std::min(x, 0.0) - portable_log(1 + portable_exp(-std::abs(x)));
}

}  // namespace inkling
