// IDX, the format of MNIST's four files (http://yann.lecun.com/exdb/mnist, "the IDX file format").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

/// An array of unsigned bytes with its dimensions, as an IDX file holds it.
struct IdxTensor {
  std::string name;         ///< the file, for messages
  std::vector<Index> dims;  ///< {count, rows, columns} for images, {count} for labels
  std::vector<std::uint8_t> values;
};

enum class IdxContent { images, labels };

/// Limits of what is accepted, checked before anything is allocated.
inline constexpr Index kMaxIdxCount = 2'000'000;
inline constexpr Index kMaxIdxSide = 512;

/// Whether read_idx() is the one to judge the bytes: they begin as IDX does, or as IDX does that was cut
/// short, byte-swapped or damaged in the first two bytes.
bool resembles_idx(std::span<const std::uint8_t> bytes);

/// Reads an IDX file (inflated). Error E_IDX_SHORT, _MAGIC, _TYPE, _RANK, _ROLE, _ZERO, _OVERFLOW, _TOOBIG,
/// _TRAILING; the message names `name`.
IdxTensor read_idx(std::span<const std::uint8_t> bytes, const std::string& name, IdxContent content);

/// The same of bytes that nobody needs any more: they become the values, without a second copy of 47 MB.
IdxTensor read_idx(std::vector<std::uint8_t>&& bytes, const std::string& name, IdxContent content);

}  // namespace inkling
