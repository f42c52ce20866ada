#include "inkling/core/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/random.hpp"

using namespace inkling;

TEST_CASE("Numbers are written as JavaScript writes them", "[core][number_text]") {
  CHECK(number_text(0) == "0");
  CHECK(number_text(0.001) == "0.001");
  CHECK(number_text(0.0001) == "0.0001");
  CHECK(number_text(1e-7) == "1e-7");
  CHECK(number_text(100) == "100");
  CHECK(number_text(-2.5) == "-2.5");
  CHECK(number_text(1e21) == "1e+21");
  CHECK(number_text(0.1 + 0.2) == "0.30000000000000004");
  CHECK(number_text(std::nan("")) == "NaN");
  CHECK(number_text(-std::numeric_limits<double>::infinity()) == "-Infinity");
}

TEST_CASE("What was written is read back to the bit", "[core][number_text]") {
  for (const double value : {0.001, 1.0 / 3, 1e-300, 1.7976931348623157e308, -5e-324, 123456789.125})
    CHECK(read_number(number_text(value)) == value);
}

TEST_CASE("Plain numbers have the fewest digits that tell them, as the standard library finds them",
          "[core][number_text]") {
  Generator generator(7);
  std::array<char, 400> buffer{};
  for (int i = 0; i < 20'000; ++i) {
    // Decimals of up to 17 digits, and doubles of any.
    const auto whole = static_cast<double>(generator.random64() >> generator.random64() % 60);
    const double size = std::pow(10.0, static_cast<double>(generator.random64() % 22));
    const double value = i % 2 == 0 ? whole / size : std::sqrt(whole) / size;
    if (value != 0 && (value < 1e-6 || value >= 1e21)) continue;
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    REQUIRE(error == std::errc());
    const std::string_view expected(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::string text = number_text(value);
    CAPTURE(text, expected);
    REQUIRE(text.size() <= expected.size() + 1);
    REQUIRE(read_number(text) == value);
    REQUIRE(read_number(expected) == value);
  }
}

TEST_CASE("A number is read as the standard library reads it", "[core][number_text]") {
  for (const char* text :
       {"0", "0.0", "00012.500", "9007199254740991", "9007199254740993", "1e22", "1e23", "123e-22", "1e-23",
        "0.1e1", "4.35", "2.5E-3", "7e+2", "1e-9999", "0e9999", "123456789012345678"}) {
    CAPTURE(text);
    CHECK(read_number(text) == std::strtod(text, nullptr));
  }
}

TEST_CASE("Only whole decimal numbers are read", "[core][number_text]") {
  CHECK(read_number("1e-3") == 1e-3);
  CHECK(read_number(".5") == 0.5);
  CHECK(read_number("5.") == 5.0);
  CHECK(read_number("+2") == 2.0);
  CHECK(std::isinf(*read_number("1e999")));
  for (const char* wrong : {"", " 1", "1 ", "0,5", "0x10", "inf", "nan", "1e", ".", "-", "1.2.3", "abc"}) {
    CAPTURE(wrong);
    CHECK_FALSE(read_number(wrong).has_value());
  }
}

TEST_CASE("Only digits within 64 bits are read as a count", "[core][number_text]") {
  CHECK(read_digits("64") == 64U);
  CHECK(read_digits("18446744073709551615") == std::numeric_limits<std::uint64_t>::max());
  for (const char* wrong : {"", "-1", "+1", "2.5", "1e3", " 1", "18446744073709551616"}) {
    CAPTURE(wrong);
    CHECK_FALSE(read_digits(wrong).has_value());
  }
}

TEST_CASE("A float is written with as few digits as tell it from other floats", "[core][number_text]") {
  CHECK(float_text(0.1F) == "0.1");
  CHECK(float_text(16777216.0F) == "16777216");
  CHECK(float_text(1e-45F) == "1e-45");
  CHECK(float_text(-std::numeric_limits<float>::infinity()) == "-Infinity");
}

TEST_CASE("Hexadecimal digits are as many as asked for", "[core][number_text]") {
  CHECK(hex_text(0x803, 8) == "0x00000803");
  CHECK(hex_text(0xfedcba9876543210U, 16) == "0xfedcba9876543210");
}
