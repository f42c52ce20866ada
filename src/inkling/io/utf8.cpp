#include "inkling/io/utf8.hpp"

#include <algorithm>
#include <iterator>

namespace inkling {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Length of the code point that begins at `at`; 0 when it is malformed or cut off. The narrower ranges of
/// the second byte are what rules out overlong forms, surrogates and everything above U+10FFFF.
std::size_t code_point_length(std::string_view text, std::size_t at) {
  const unsigned lead = byte_at(text, at);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - at < length) return 0;
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte_at(text, at + 1) < low || byte_at(text, at + 1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte_at(text, at + i) & 0xC0U) != 0x80) return 0;
  }
  return length;
}

}  // namespace

std::size_t valid_utf8_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = code_point_length(text, at);
    if (length == 0) break;
    at += length;
  }
  return at;
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_control);
}

std::string quoted(std::string_view name) {
  constexpr std::size_t kShown = 64;
  const std::string_view shown = name.substr(0, valid_utf8_length(name.substr(0, kShown)));
  std::string out = "\"";
  std::replace_copy_if(shown.begin(), shown.end(), std::back_inserter(out), is_control, '?');
  return out + (shown.size() < name.size() ? "…\"" : "\"");
}

}  // namespace inkling
