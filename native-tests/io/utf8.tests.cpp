#include "inkling/io/utf8.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace inkling;

TEST_CASE("Well-formed UTF-8 is valid to its end", "[io][utf8]") {
  for (const std::string text :
       {"", "abc", "\u0080\u07FF", "\u0800\uD7FF\uE000\uFFFF", "\U00010000\U0010FFFF", "数字"}) {
    CHECK(valid_utf8_length(text) == text.size());
  }
}

TEST_CASE("Malformed UTF-8 is valid up to the fault", "[io][utf8]") {
  for (const std::string fault : {
           "\x80", "\xBF", "\xFF", "\xFE",          // no lead byte
           "\xC0\x80", "\xC1\xBF",                  // overlong, two bytes
           "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF",      // overlong, three and four
           "\xED\xA0\x80", "\xED\xBF\xBF",          // surrogates
           "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",  // above U+10FFFF
           "\xC2", "\xE1\x80", "\xF1\x80\x80",      // cut off
           "\xC2 ", "\xE1\x80 ", "\xF1\x80\x80 ",   // broken off
       }) {
    CHECK(valid_utf8_length("ab" + fault) == 2);
    CHECK(valid_utf8_length(fault + "ab") == 0);
  }
}

TEST_CASE("Control characters are found", "[io][utf8]") {
  CHECK(has_control_character(std::string("a\0b", 3)));
  CHECK(has_control_character("\x1b[31m"));
  CHECK(has_control_character("\x7f"));
  CHECK_FALSE(has_control_character("hidden1.weight ü"));
}

TEST_CASE("Names are quoted short and printable", "[io][utf8]") {
  CHECK(quoted("hidden1.weight") == "\"hidden1.weight\"");
  CHECK(quoted("") == "\"\"");
  CHECK(quoted("a\nb\x1b") == "\"a?b?\"");
  CHECK(quoted(std::string(65, 'x')) == '"' + std::string(64, 'x') + "…\"");
  CHECK(quoted(std::string(63, 'x') + "ü") == '"' + std::string(63, 'x') + "…\"");
  CHECK(quoted("a\xFF") == "\"a…\"");
}
