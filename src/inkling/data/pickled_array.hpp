// numpy's arrays in a pickle.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "inkling/data/pickle_reader.hpp"

namespace inkling {

/// An element type by numpy's name; little-endian.
struct PickledType {
  std::string_view name;
  std::size_t size;  ///< bytes
};
inline constexpr PickledType kPickledFloat32 = {"f4", 4};
inline constexpr PickledType kPickledInt64 = {"i8", 8};

/// In C order: the last dimension runs fastest.
struct PickledArray {
  std::vector<std::int64_t> shape;  ///< each at least 1; their product times the type's size is bytes.size()
  std::span<const std::uint8_t> bytes;  ///< a view of the file
};

/// Reads what ndarray.__reduce__() wrote: _reconstruct(ndarray, (0,), 'b') with the state (1, shape, dtype,
/// is Fortran, bytes). Error E_PKL_FORM when it is anything else, E_PKL_DTYPE for another element type or
/// byte order, E_PKL_ORDER for Fortran's order, E_PKL_SHAPE unless there are `rank` dimensions of at least 1,
/// E_PKL_SIZE when there are not as many bytes as they need. `where` names the array in the messages.
PickledArray read_pickled_array(const PickleValue& value, const PickledType& type, std::size_t rank,
                                const std::string& where);

}  // namespace inkling
