// What a call threw, as plain values that a table of bad inputs can be compared with.
#pragma once

#include <string>

#include "inkling/core/error.hpp"

namespace inkling::testing {

struct Refusal {
  std::string code = "none";  ///< "none" when the call threw nothing
  std::string message;
};

/// Exceptions other than Error pass through and fail the test.
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
