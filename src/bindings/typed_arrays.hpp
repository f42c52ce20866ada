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
EMSCRIPTEN_DECLARE_VAL_TYPE(Int8Array)
EMSCRIPTEN_DECLARE_VAL_TYPE(Int32Array)
EMSCRIPTEN_DECLARE_VAL_TYPE(Uint32Array)
EMSCRIPTEN_DECLARE_VAL_TYPE(Float32Array)

/// Refuses an array of more elements than go in or out at once, before memory is asked for: the module's
/// never shrinks again. Error E_API_TOOBIG.
template <typename Element>
void require_moderate(double size, const char* argument) {
  constexpr auto kMost = static_cast<double>(kMaxInflatedBytes / sizeof(Element));
  INKLING_REQUIRE(size <= kMost, "E_API_TOOBIG", argument, text("at most ", kMost, " numbers"), text(size));
}

/// Embind checks no types in a release build: anything may arrive where a typed array was asked for. Gives
/// its length. Error E_API_TYPE, E_API_TOOBIG.
template <typename Element>
std::size_t checked_length(const emscripten::val& array, const char* type, const char* argument) {
  INKLING_REQUIRE(array.instanceof(emscripten::val::global(type)), "E_API_TYPE", argument, text("a ", type),
                  array.typeOf().as<std::string>());
  const auto length = array["length"].as<double>();
  require_moderate<Element>(length, argument);
  return static_cast<std::size_t>(length);
}

/// Copies an array of exactly as many elements.
template <typename Element>
void copy_into(std::span<Element> target, const emscripten::val& array) {
  if (target.empty()) return;
  emscripten::val(emscripten::typed_memory_view(target.size(), target.data())).call<void>("set", array);
}

template <typename Element>
std::vector<Element> copy_in(const emscripten::val& array, const char* type, const char* argument) {
  std::vector<Element> out(checked_length<Element>(array, type, argument));
  copy_into<Element>(out, array);
  return out;
}

template <typename JsArray, typename Element>
JsArray copy_out(std::span<const Element> values) {
  // Constructing a typed array from another one copies it.
  const emscripten::val view(emscripten::typed_memory_view(values.size(), values.data()));
  return JsArray(view["constructor"].new_(view));
}

}  // namespace inkling::bindings
