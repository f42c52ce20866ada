// What a pickle asks Python for, written down instead of made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inkling {

/// The only names that a pickle may ask for. numpy 2 writes numpy._core for numpy.core.
enum class PickleGlobal {
  reconstruct,  ///< numpy.core.multiarray._reconstruct
  ndarray,      ///< numpy.ndarray
  dtype,        ///< numpy.dtype
};

/// One Python object. Values point at each other within their Pickle; a state may hold the very value whose
/// state it is, so do not follow them without a bound.
struct PickleValue {
  enum class Kind {
    none,
    boolean,  ///< number is 0 or 1
    integer,
    text,  ///< Python 2's str, Python 3's str and bytes
    tuple,
    global,
    call,  ///< what `global` would give for `arguments`, after __setstate__(state)
  };

  Kind kind = Kind::none;
  std::size_t at = 0;  ///< byte of the opcode that made it, for messages
  std::int64_t number = 0;
  std::span<const std::uint8_t> text = {};  ///< a view of the file
  std::vector<const PickleValue*> items = {};
  PickleGlobal global = {};
  const PickleValue* arguments = nullptr;  ///< of a call; a tuple
  const PickleValue* state = nullptr;      ///< of a call, if BUILD gave it one
};

/// The global of that name, if a pickle may ask for it.
std::optional<PickleGlobal> pickle_global(std::string_view module, std::string_view name);

/// The text's bytes as characters; empty when the value is none.
std::string_view as_text(const PickleValue& value);

/// Whether it is this number; False is 0 and True is 1, as in Python.
bool is_number(const PickleValue& value, std::int64_t number);

/// "a tuple of 3", "numpy.dtype", "'f4'": for messages.
std::string describe(const PickleValue& value);

/// The beginning of a text from a file with '?' for what cannot be shown: for messages.
std::string printable(std::string_view from_file);

}  // namespace inkling
