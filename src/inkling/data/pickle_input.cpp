#include "inkling/data/pickle_input.hpp"

#include <algorithm>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {
constexpr const char* kIncompletePickle = "The download may be incomplete; download the file again.";
}

std::uint8_t PickleInput::take_opcode() {
  opcode_at_ = at_;
  return take(1)[0];
}

std::span<const std::uint8_t> PickleInput::take(std::uint64_t size) {
  require(size);
  const auto taken = bytes_.subspan(at_, static_cast<std::size_t>(size));
  at_ += taken.size();
  return taken;
}

std::uint64_t PickleInput::take_number(unsigned bytes) {
  std::uint64_t number = 0;
  unsigned shift = 0;
  for (const std::uint8_t byte : take(bytes)) {
    number |= std::uint64_t{byte} << shift;
    shift += 8;
  }
  return number;
}

std::string_view PickleInput::take_line() {
  const auto rest = bytes_.subspan(at_);
  const auto end = std::find(rest.begin(), rest.end(), '\n');
  INKLING_REQUIRE(end != rest.end(), "E_PKL_SHORT", where(), "a whole line",
                  text("the end after ", rest.size(), " bytes of it"), kIncompletePickle);
  const auto line = take(static_cast<std::uint64_t>(end - rest.begin()));
  take(1);
  return {reinterpret_cast<const char*>(line.data()), line.size()};
}

void PickleInput::require(std::uint64_t size) const {
  INKLING_REQUIRE(size <= left(), "E_PKL_SHORT", where(), text(size, " more byte(s)"),
                  text("the end after ", left(), " of them"), kIncompletePickle);
}

std::string PickleInput::where() const {
  return text(name_, ", byte ", opcode_at_);
}

}  // namespace inkling
