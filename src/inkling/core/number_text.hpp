// Numbers to text and back, the same on every platform and in every locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inkling {

/// The shortest decimal that reads back as this double, in JavaScript's choice of notation: "0.001", "1e-7".
std::string number_text(double value);
std::string float_text(float value);  ///< the shortest that reads back as this float

/// "0x00000803": the lowest `digits` hexadecimal digits.
std::string hex_text(std::uint64_t value, unsigned digits);

/// Likewise in Python's choice of notation, as print(module) shows it: "1e-05", "0.1", "2.0".
std::string python_number_text(double value);

/// Reads a whole text as a decimal number ("0.001", "-1", "1e-3"); none for anything else, such as "0,5",
/// "0x1",
/// "" or " 1". Out of range gives infinity.
std::optional<double> read_number(std::string_view text);

/// Reads a whole text as digits; none for anything else or beyond 64 bits.
std::optional<std::uint64_t> read_digits(std::string_view text);

}  // namespace inkling
