// Texts that come over the border.
#pragma once

#include <string>

#include <emscripten/val.h>

#include "inkling/core/error.hpp"

namespace inkling::bindings {

/// For arguments too: of a std::string Embind takes a copy that it does not give back when the function
/// throws.
EMSCRIPTEN_DECLARE_VAL_TYPE(Text)

/// Error E_API_TYPE.
inline std::string text_in(const Text& value, const char* argument) {
  INKLING_REQUIRE(value.isString(), "E_API_TYPE", argument, "a string", value.typeOf().as<std::string>());
  return value.as<std::string>();
}

}  // namespace inkling::bindings
