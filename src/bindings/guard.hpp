// Every C++ exception leaves as a JavaScript Error with a code, never as a number or a pointer.
#pragma once

#include <exception>
#include <new>
#include <string>
#include <utility>

#include <emscripten/val.h>

#include "inkling/core/error.hpp"

namespace inkling::bindings {

/// guarded<function> has function's signature and throws `Error` with the properties message and code:
/// an inkling::Error's own, E_MEMORY when memory ran out, E_INTERNAL for what should not happen.
template <auto Function>
struct Guard;

template <typename Result, typename... Arguments, Result (*Function)(Arguments...)>
struct Guard<Function> {
  static Result call(Arguments... arguments) {
    std::string code;
    std::string message;
    try {
      return Function(std::forward<Arguments>(arguments)...);
    } catch (const Error& error) {
      code = error.code();
      message = error.what();
    } catch (const std::bad_alloc&) {
      code = "E_MEMORY";
      message = "not enough memory";
    } catch (const std::exception& error) {
      code = "E_INTERNAL";
      message = error.what();
    }
    // Outside the handlers, so that no C++ exception is in flight while the JavaScript one passes through.
    emscripten::val error = emscripten::val::global("Error").new_(message);
    error.set("code", code);
    error.throw_();
  }
};

template <auto Function>
inline constexpr auto guarded = &Guard<Function>::call;

}  // namespace inkling::bindings
