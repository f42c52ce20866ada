#include "inkling/core/portable_math.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/random.hpp"

using namespace inkling;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// How many doubles lie from one to the other.
double units_apart(double a, double b) {
  const auto place = [](double x) {
    const auto bits = std::bit_cast<std::int64_t>(x);
    return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
  };
  return std::abs(static_cast<double>(place(a) - place(b)));
}

/// The largest distance from the C library's result, which itself is within 1 unit.
template <typename Own, typename Library>
double worst(double from, double to, Own own, Library library) {
  Generator generator(1);
  double most = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = from + (to - from) * generator.uniform_double();
    most = std::max(most, units_apart(own(x), library(x)));
  }
  return most;
}

}  // namespace

TEST_CASE("The portable exp and log are the C library's, to its last bit but one", "[core][math]") {
  const auto exp = [](double x) { return portable_exp(x); };
  const auto library_exp = [](double x) { return std::exp(x); };
  CHECK(worst(-1, 1, exp, library_exp) <= 1);
  CHECK(worst(-40, 40, exp, library_exp) <= 1);
  CHECK(worst(-708, 709.7, exp, library_exp) <= 1);
  CHECK(worst(-745.1, -709, exp, library_exp) <= 1);
  const auto log = [](double x) { return portable_log(x); };
  const auto library_log = [](double x) { return std::log(x); };
  CHECK(worst(0.5, 2, log, library_log) <= 2);
  CHECK(worst(0.999, 1.001, log, library_log) <= 2);
  CHECK(worst(0, 1000, log, library_log) <= 2);
  CHECK(worst(0, 1e-300, log, library_log) <= 2);
  CHECK(worst(0, 2e-308, log, library_log) <= 2);
  CHECK(worst(1e300, 1.7e308, log, library_log) <= 2);
}

TEST_CASE("The portable functions of a float are the nearest float", "[core][math]") {
  Generator generator(2);
  int other = 0;
  for (int i = 0; i < 200'000; ++i) {
    const float x = generator.uniform(-20, 20);
    const auto wide = static_cast<double>(x);
    other += portable_exp(x) != static_cast<float>(std::exp(wide)) ? 1 : 0;
    other += portable_log(std::abs(x)) != static_cast<float>(std::log(std::abs(wide))) ? 1 : 0;
    other += portable_tanh(x) != static_cast<float>(std::tanh(wide)) ? 1 : 0;
    other += portable_tanh(x / 500) != static_cast<float>(std::tanh(static_cast<double>(x / 500))) ? 1 : 0;
  }
  CHECK(other <= 2);
}

TEST_CASE("The portable log sigmoid is the logarithm of a probability, however small", "[core][math]") {
  for (double x = -30; x <= 30; x += 0.125)
    CHECK(std::abs(portable_log_sigmoid(x) + std::log1p(std::exp(-x))) <= 1e-15 * std::max(1.0, -x));
  CHECK(portable_log_sigmoid(0.0) == -portable_log(2.0));
  CHECK(portable_log_sigmoid(-1e6) == -1e6);
  CHECK(portable_log_sigmoid(1e6) == 0);
  CHECK(std::isnan(portable_log_sigmoid(std::nan(""))));
}

TEST_CASE("The portable functions hold at the ends of their range", "[core][math]") {
  CHECK(portable_exp(0.0) == 1);
  CHECK(portable_exp(-kInfinity) == 0);
  CHECK(portable_exp(kInfinity) == kInfinity);
  CHECK(portable_exp(710.0) == kInfinity);
  CHECK(portable_exp(709.782712893384) == std::exp(709.782712893384));
  CHECK(portable_exp(-745.1332191019412) == std::exp(-745.1332191019412));
  CHECK(portable_exp(-746.0) == 0);
  CHECK(std::isnan(portable_exp(std::nan(""))));
  CHECK(portable_log(1.0) == 0);
  CHECK(portable_log(0.0) == -kInfinity);
  CHECK(portable_log(kInfinity) == kInfinity);
  CHECK(portable_log(5e-324) == std::log(5e-324));
  CHECK(std::isnan(portable_log(-1.0)));
  CHECK(std::isnan(portable_log(std::nan(""))));
  CHECK(portable_tanh(0.0) == 0);
  CHECK(portable_tanh(kInfinity) == 1);
  CHECK(portable_tanh(-50.0) == -1);
  CHECK(std::isnan(portable_tanh(std::nan(""))));
}

TEST_CASE("The portable functions have the same bits on every machine", "[core][math][B3]") {
  Generator generator(3);
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto add = [&hash](double value) {
    hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001b3U;
  };
  for (int i = 0; i < 100'000; ++i) {
    const double x = 80 * generator.uniform_double() - 40;
    add(portable_exp(x));
    add(portable_log(std::abs(x)));
    add(portable_tanh(x / 10));
  }
  CHECK(hash == 0x27adc67480ae9ef5U);
}
