// What a call threw, as plain values that a table of bad inputs can be compared with.
#pragma once

#include <string>

#include "inkling/core/error.hpp"

namespace inkling::testing {

struct Refusal {
  std::string code = "none";  ///< "none" when the call threw nothing
  std::string message;
};

/// Exceptions other than Error pass through and fail the test. Not by CHECK_THROWS_WITH: Catch2 asks for the
/// words by std::rethrow_exception(), of which WebAssembly's exceptions leave 80 bytes behind each time, as
/// LeakSanitizer tells.
template <typename Call>
Refusal refusal_of(Call&& call) {
  try {
    static_cast<void>(call());
  } catch (const Error& error) {
    return {error.code(), error.what()};
  }
  return {};
}

}  // namespace inkling::testing
