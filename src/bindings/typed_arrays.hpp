// Typed arrays across the border. What crosses is copied: no view into the module's memory leaves, since
// views die when memory grows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <emscripten/val.h>

#include "inkling/core/error.hpp"
#include "inkling/data/gzip.hpp"

namespace inkling::bindings {

EMSCRIPTEN_DECLARE_VAL_TYPE(Uint8Array)
EMSCRIPTEN_DECLARE_VAL_TYPE(Int32Array)
EMSCRIPTEN_DECLARE_VAL_TYPE(Uint32Array)
EMSCRIPTEN_DECLARE_VAL_TYPE(Float32Array)

/// Embind checks no types in a release build: anything may arrive where a typed array was asked for. Error
/// E_API_TYPE, E_API_TOOBIG.
template <typename Element>
std::vector<Element> copy_in(const emscripten::val& array, const char* type, const char* argument) {
  using emscripten::val;
  INKLING_REQUIRE(array.instanceof(val::global(type)), "E_API_TYPE", argument, text("a ", type),
                  array.typeOf().as<std::string>());
  const auto size = array["length"].as<std::size_t>();
  // Before it is copied in, since the module's memory never shrinks again.
  INKLING_REQUIRE(size <= kMaxInflatedBytes / sizeof(Element), "E_API_TOOBIG", argument,
                  text("at most ", kMaxInflatedBytes, " bytes"), text(size * double{sizeof(Element)}));
  std::vector<Element> out(size);
  if (!out.empty()) val(emscripten::typed_memory_view(out.size(), out.data())).call<void>("set", array);
  return out;
}

template <typename JsArray, typename Element>
JsArray copy_out(std::span<const Element> values) {
  // Constructing a typed array from another one copies it.
  const emscripten::val view(emscripten::typed_memory_view(values.size(), values.data()));
  return JsArray(view["constructor"].new_(view));
}

}  // namespace inkling::bindings
