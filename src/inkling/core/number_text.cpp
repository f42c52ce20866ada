#include "inkling/core/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace inkling {
namespace {

// Powers of ten and whole numbers up to 2^53 are doubles, so that one product or quotient of them is rounded
// once, correctly (Clinger, "How to read floating point numbers accurately", 1990). All settings that people
// write are such numbers; the C library, which reads and writes the others, is then no part of what the page
// loads first.
constexpr std::array<double, 23> kPowersOfTen = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr std::uint64_t kExact = std::uint64_t{1} << 53;

/// "0.001" for 1 and 3.
std::string with_decimals(std::uint64_t whole, std::size_t decimals) {
  std::string digits = std::to_string(whole);
  if (decimals == 0) return digits;
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  return digits.insert(digits.size() - decimals, 1, '.');
}

/// The shortest plain decimal that reads back as this number from 0 on; none when it has too many digits.
template <typename Scalar>
std::optional<std::string> short_decimal(Scalar value) {
  for (std::size_t decimals = 0; decimals < kPowersOfTen.size(); ++decimals) {
    const double whole = std::round(static_cast<double>(value) * kPowersOfTen[decimals]);
    if (whole >= static_cast<double>(kExact)) break;
    if (static_cast<Scalar>(whole / kPowersOfTen[decimals]) == value)
      return with_decimals(static_cast<std::uint64_t>(whole), decimals);
  }
  return std::nullopt;
}

/// A text that is known to be a decimal number without sign; none when it has too many digits.
std::optional<double> read_short_decimal(std::string_view text) {
  std::uint64_t whole = 0;
  std::size_t at = 0;
  int exponent = 0;
  bool fraction = false;
  for (; at < text.size() && text[at] != 'e' && text[at] != 'E'; ++at) {
    if (text[at] == '.') {
      fraction = true;
      continue;
    }
    whole = 10 * whole + static_cast<std::uint64_t>(text[at] - '0');
    if (whole >= kExact) return std::nullopt;
    if (fraction) --exponent;
  }
  if (at < text.size()) {
    ++at;
    const bool negative = text[at] == '-';
    if (negative || text[at] == '+') ++at;
    int written = 0;
    for (; at < text.size(); ++at) {
      written = 10 * written + (text[at] - '0');
      if (written > 1000) return std::nullopt;
    }
    exponent += negative ? -written : written;
  }
  const auto size = static_cast<std::size_t>(exponent < 0 ? -exponent : exponent);
  if (size >= kPowersOfTen.size()) return std::nullopt;
  const auto value = static_cast<double>(whole);
  return exponent < 0 ? value / kPowersOfTen[size] : value * kPowersOfTen[size];
}

/// The decimal with the fewest digits that reads back as this finite number; plain, or with an exponent of
/// two digits or more. By trying: std::to_chars, which computes it, brings 100 kB of tables along. Where a
/// power of two has neighbours at different distances it may take one digit more.
template <typename Scalar>
std::string shortest(Scalar value, bool plain) {
  std::array<char, 32> buffer{};
  int decimals = -1;
  do {
    std::snprintf(buffer.data(), buffer.size(), "%.*e", ++decimals, static_cast<double>(value));
  } while (static_cast<Scalar>(std::strtod(buffer.data(), nullptr)) != value);
  std::string out = buffer.data();
  if (!plain) return out;

  const std::size_t e = out.find('e');
  const int exponent = std::atoi(out.c_str() + e + 1);
  const bool negative = out[0] == '-';
  std::string digits = out.substr(negative ? 1 : 0, 1) +
                       (decimals > 0 ? out.substr(negative ? 3 : 2, static_cast<std::size_t>(decimals)) : "");
  if (exponent < 0) {
    digits.insert(0, "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0'));
  } else if (exponent < decimals) {
    digits.insert(static_cast<std::size_t>(exponent) + 1, 1, '.');
  } else {
    digits.append(static_cast<std::size_t>(exponent - decimals), '0');
  }
  return negative ? "-" + digits : digits;
}

template <typename Scalar>
std::string javascript_text(Scalar value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "NaN" : (value > 0 ? "Infinity" : "-Infinity");
  const Scalar size = std::abs(value);
  const bool plain = size == 0 || (size >= Scalar(1e-6) && size < Scalar(1e21));
  if (plain && !std::signbit(value))
    if (std::optional<std::string> decimal = short_decimal(value)) return *decimal;
  std::string out = shortest(value, plain);
  const std::size_t exponent = out.find('e');  // JavaScript writes 1e-7, C++ 1e-07
  if (exponent != std::string::npos && out.size() == exponent + 4 && out[exponent + 2] == '0')
    out.erase(exponent + 2, 1);
  return out;
}

}  // namespace

std::string number_text(double value) {
  return javascript_text(value);
}

std::string float_text(float value) {
  return javascript_text(value);
}

std::string hex_text(std::uint64_t value, unsigned digits) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::string out = "0x";
  for (unsigned shift = 4 * digits; shift > 0; shift -= 4) out += kHexDigits[value >> (shift - 4) & 0xfU];
  return out;
}

std::string python_number_text(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "nan" : (value > 0 ? "inf" : "-inf");
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= 1e-4 && size < 1e16);
  std::string out = shortest(value, plain);
  if (plain && out.find('.') == std::string::npos) out += ".0";
  return out;
}

// std::from_chars would do, but libc++ has it for double only from LLVM 20 on. strtod takes more than is
// wanted here (hexadecimal, "inf", leading blanks), so the text is checked first. Inkling never calls
// setlocale().
std::optional<double> read_number(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&text, &at] {
    const std::size_t first = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at > first;
  };
  const auto skip = [&text, &at](std::string_view any) {
    const bool there = at < text.size() && any.find(text[at]) != std::string_view::npos;
    at += there ? 1U : 0U;
    return there;
  };
  skip("+-");
  const bool whole = digits();
  const bool fraction = skip(".") && digits();
  if (!whole && !fraction) return std::nullopt;
  if (skip("eE")) {
    skip("+-");
    if (!digits()) return std::nullopt;
  }
  if (at != text.size()) return std::nullopt;
  if (text.front() != '-' && text.front() != '+')
    if (const std::optional<double> value = read_short_decimal(text)) return value;
  return std::strtod(std::string(text).c_str(), nullptr);
}

std::optional<std::uint64_t> read_digits(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (text.empty() || result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return value;
}

}  // namespace inkling
