// An IDX file as it arrives: gzipped or not.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "inkling/data/idx.hpp"

namespace inkling {

/// Inflates the bytes if they are gzip, then reads them as read_idx() does. Error E_GZ_EMPTY when there are
/// none, E_GZ_MAGIC when they are neither gzip nor anything like IDX (a zip file, an error page), else
/// gunzip()'s and read_idx()'s.
IdxTensor read_idx_file(std::span<const std::uint8_t> bytes, const std::string& name, IdxContent content);

/// What an IDX file (inflated) holds, by its number of dimensions; of bytes that do not tell, by whether the
/// name speaks of labels, so that what read_idx() then says of them is to the point.
IdxContent idx_content(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace inkling
