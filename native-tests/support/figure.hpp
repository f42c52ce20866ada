// What a test measured, for the table of guarantees: a line of JSON in the file that INKLING_FIGURES names.
#pragma once

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <limits>
#include <string>

namespace inkling::testing {

/// `row` is the guarantee's, as "A3"; `what` says in some words what `value` is, `unit` what it is counted
/// in, or is empty. Neither may need escaping. Without INKLING_FIGURES nothing is written. As WebAssembly a
/// program has the environment that support/environment.js gives it.
inline void figure(const std::string& row, const std::string& what, double value,
                   const std::string& unit = "") {
  const char* path = std::getenv("INKLING_FIGURES");
  if (path == nullptr) return;
  std::ofstream file(path, std::ios::app);
  file << std::setprecision(std::numeric_limits<double>::max_digits10) << R"({"row":")" << row
       << R"(","what":")" << what << R"(","value":)";
  if (std::isfinite(value))
    file << value;
  else
    file << "1e999";  // which JSON can hold, and is read as infinite
  file << R"(,"unit":")" << unit << "\"}\n";
}

}  // namespace inkling::testing
