#include "inkling/data/pickle_value.hpp"

#include <algorithm>
#include <array>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

using Kind = PickleValue::Kind;

struct GlobalName {
  std::string_view module;
  std::string_view name;
  PickleGlobal global;
};
constexpr std::array kGlobals = {
    GlobalName{"numpy.core.multiarray", "_reconstruct", PickleGlobal::reconstruct},
    GlobalName{"numpy._core.multiarray", "_reconstruct", PickleGlobal::reconstruct},
    GlobalName{"numpy", "ndarray", PickleGlobal::ndarray},
    GlobalName{"numpy", "dtype", PickleGlobal::dtype},
};

}  // namespace

std::optional<PickleGlobal> pickle_global(std::string_view module, std::string_view name) {
  for (const GlobalName& known : kGlobals)
    if (known.module == module && known.name == name) return known.global;
  return std::nullopt;
}

std::string_view as_text(const PickleValue& value) {
  if (value.kind != Kind::text) return {};
  return {reinterpret_cast<const char*>(value.text.data()), value.text.size()};
}

bool is_number(const PickleValue& value, std::int64_t number) {
  return (value.kind == Kind::integer || value.kind == Kind::boolean) && value.number == number;
}

std::string describe(const PickleValue& value) {
  const auto name = [&value] {
    const auto* known = std::find_if(kGlobals.begin(), kGlobals.end(),
                                     [&](const GlobalName& global) { return global.global == value.global; });
    return text(known->module, '.', known->name);
  };
  switch (value.kind) {
    case Kind::none:
      return "None";
    case Kind::boolean:
      return value.number != 0 ? "True" : "False";
    case Kind::integer:
      return text(value.number);
    case Kind::text:
      return text('\'', printable(as_text(value)), '\'');
    case Kind::tuple:
      return text("a tuple of ", value.items.size());
    case Kind::global:
      return name();
    case Kind::call:
      return text("what ", name(), " makes");
  }
  return {};
}

std::string printable(std::string_view from_file) {
  constexpr std::size_t kShown = 64;
  std::string out(from_file.substr(0, kShown));
  std::replace_if(out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return from_file.size() > kShown ? out + "..." : out;
}

}  // namespace inkling
