// UTF-8 (RFC 3629) as names in files must be, and as messages may show them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace inkling {

/// Length of the longest beginning that is well-formed UTF-8: the text's own when all of it is. Overlong
/// forms, surrogates (U+D800..DFFF) and code points above U+10FFFF are not well-formed (Unicode 15, table
/// 3-7).
std::size_t valid_utf8_length(std::string_view text);

/// Whether a control character (U+0000..1F, 7F) is among them.
bool has_control_character(std::string_view text);

/// A name from outside in quotes, for a message: at most 64 bytes of it, what is not printable replaced by
/// '?'.
std::string quoted(std::string_view name);

}  // namespace inkling
