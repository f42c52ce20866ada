#include "inkling/core/error.hpp"

#include <new>
#include <utility>

namespace inkling {
namespace {

std::string sentence(const Fault& fault) {
  std::string out = fault.where + ": expected " + fault.expected + ", found " + fault.found;
  if (!fault.hint.empty()) out += ". " + fault.hint;
  return out;
}

}  // namespace

Error::Error(Fault fault) : std::runtime_error(sentence(fault)), fault_(std::move(fault)) {}

[[gnu::noinline]] void throw_bad_alloc() {
  throw std::bad_alloc();
}

}  // namespace inkling
