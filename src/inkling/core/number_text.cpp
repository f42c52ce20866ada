#include "inkling/core/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace inkling {
namespace {

/// The shortest decimal that reads back as this finite double; plain, or with an exponent of two digits or
/// more.
std::string shortest(double value, bool plain) {
  std::array<char, 64> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                    plain ? std::chars_format::fixed : std::chars_format::scientific);
  return {buffer.data(), result.ptr};
}

}  // namespace

std::string number_text(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "NaN" : (value > 0 ? "Infinity" : "-Infinity");
  const double size = std::abs(value);
  std::string out = shortest(value, size == 0 || (size >= 1e-6 && size < 1e21));
  const std::size_t exponent = out.find('e');  // JavaScript writes 1e-7, C++ 1e-07
  if (exponent != std::string::npos && out.size() == exponent + 4 && out[exponent + 2] == '0')
    out.erase(exponent + 2, 1);
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
