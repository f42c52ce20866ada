// What a test measured, for the table of guarantees: a line of JSON in the file that INKLING_FIGURES names.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <limits>
#include <string>

namespace inkling::testing {

/// `row` is the guarantee's, as "A3"; `what` says in some words what `value` is, `unit` what it is counted
/// in, or is empty. Neither may need escaping. Without INKLING_FIGURES nothing is written; WebAssembly has no
/// environment.
inline void figure(const std::string& row, const std::string& what, double value,
                   const std::string& unit = "") {
  const char* path = std::getenv("INKLING_FIGURES");
  if (path == nullptr) return;
  std::ofstream(path, std::ios::app) << std::setprecision(std::numeric_limits<double>::max_digits10)
                                     << R"({"row":")" << row << R"(","what":")" << what << R"(","value":)"
                                     << value << R"(,"unit":")" << unit << "\"}\n";
}

}  // namespace inkling::testing
