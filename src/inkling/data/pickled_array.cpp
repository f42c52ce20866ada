#include "inkling/data/pickled_array.hpp"

#include <algorithm>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

using Kind = PickleValue::Kind;
using Items = std::vector<const PickleValue*>;

void require_form(bool condition, const PickleValue& value, const std::string& where,
                  const std::string& expected) {
  INKLING_REQUIRE(condition, "E_PKL_FORM", text(where, ", byte ", value.at), expected, describe(value),
                  "Take the tutorial's mnist.pkl.gz.");
}

const Items& tuple_of(std::size_t size, const PickleValue* value, const PickleValue& owner,
                      const std::string& where) {
  require_form(value != nullptr, owner, where, "an object with a state (BUILD)");
  require_form(value->kind == Kind::tuple && value->items.size() == size, *value, where,
               text("a tuple of ", size));
  return value->items;
}

void require_numbers(const Items& items, std::size_t first, std::initializer_list<std::int64_t> numbers,
                     const std::string& where) {
  for (const std::int64_t number : numbers) {
    require_form(is_number(*items[first], number), *items[first], where, text(number));
    ++first;
  }
}

/// dtype('f4', 0, 1) with the state (3, '<', None, None, None, -1, -1, 0): version, byte order, three parts
/// of types that are made of others, size and alignment of such types, flags of types that hold objects.
void require_type(const PickleValue& value, const PickledType& type, const std::string& where) {
  require_form(value.kind == Kind::call && value.global == PickleGlobal::dtype, value, where,
               "a numpy.dtype");
  const Items& arguments = tuple_of(3, value.arguments, value, where);
  const Items& state = tuple_of(8, value.state, value, where);
  require_form(arguments[0]->kind == Kind::text, *arguments[0], where, "the name of a type");
  require_form(state[1]->kind == Kind::text, *state[1], where, "a byte order");
  INKLING_REQUIRE(as_text(*arguments[0]) == type.name && as_text(*state[1]) == "<", "E_PKL_DTYPE", where,
                  text("elements of type '<", type.name, "'"),
                  text(describe(*arguments[0]), " of byte order ", describe(*state[1])),
                  "Images are float32 and labels int64, both little-endian.");
  require_numbers(arguments, 1, {0, 1}, where);
  require_numbers(state, 0, {3}, where);
  for (std::size_t i = 2; i < 5; ++i) require_form(state[i]->kind == Kind::none, *state[i], where, "None");
  require_numbers(state, 5, {-1, -1, 0}, where);
}

std::vector<std::int64_t> read_shape(const PickleValue& value, std::size_t rank, const std::string& where) {
  require_form(value.kind == Kind::tuple, value, where, "a shape");
  INKLING_REQUIRE(value.items.size() == rank, "E_PKL_SHAPE", where, text(rank, " dimension(s)"),
                  text(value.items.size()), "Images are (count, pixels), labels (count,).");
  std::vector<std::int64_t> shape;
  for (const PickleValue* const dim : value.items) {
    require_form(dim->kind == Kind::integer, *dim, where, "a dimension");
    INKLING_REQUIRE(dim->number >= 1, "E_PKL_SHAPE", where, "dimensions of at least 1", text(dim->number),
                    "The array holds nothing.");
    shape.push_back(dim->number);
  }
  return shape;
}

/// Divides before it multiplies, so that no product can wrap.
void require_size(const PickledArray& array, const PickledType& type, const std::string& where) {
  const std::uint64_t bytes = array.bytes.size();
  std::uint64_t size = type.size;
  bool fits = true;
  std::string shape;
  for (const std::int64_t dim : array.shape) {
    shape += text(shape.empty() ? "" : " × ", dim);
    fits = fits && static_cast<std::uint64_t>(dim) <= bytes / size;
    if (fits) size *= static_cast<std::uint64_t>(dim);
  }
  INKLING_REQUIRE(fits && size == bytes, "E_PKL_SIZE", where,
                  text("the bytes of ", shape, " elements of ", type.size), text(bytes, " bytes"),
                  "The file is damaged.");
}

}  // namespace

PickledArray read_pickled_array(const PickleValue& value, const PickledType& type, std::size_t rank,
                                const std::string& where) {
  require_form(value.kind == Kind::call && value.global == PickleGlobal::reconstruct, value, where,
               "a numpy array");
  const Items& arguments = tuple_of(3, value.arguments, value, where);
  require_form(arguments[0]->kind == Kind::global && arguments[0]->global == PickleGlobal::ndarray,
               *arguments[0], where, "numpy.ndarray");
  require_numbers(tuple_of(1, arguments[1], value, where), 0, {0}, where);
  require_form(as_text(*arguments[2]) == "b", *arguments[2], where, "'b'");

  const Items& state = tuple_of(5, value.state, value, where);
  require_numbers(state, 0, {1}, where);
  require_type(*state[2], type, where);
  require_form(is_number(*state[3], 0) || is_number(*state[3], 1), *state[3], where, "True or False");
  INKLING_REQUIRE(is_number(*state[3], 0), "E_PKL_ORDER", where, "an array in C order", "Fortran order",
                  "In Python: numpy.ascontiguousarray(x) before it is pickled.");
  require_form(state[4]->kind == Kind::text, *state[4], where, "the elements' bytes");
  const PickledArray array = {read_shape(*state[1], rank, where), state[4]->text};
  require_size(array, type, where);
  return array;
}

}  // namespace inkling
