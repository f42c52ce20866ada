// CRC-32, against accidents: torn files, flipped bits, another set of images.
#pragma once

#include <cstdint>
#include <span>

#include "inkling/data/dataset.hpp"

namespace inkling {

/// That of gzip and zlib (RFC 1952). `before` is the checksum of what stands before, to go on from.
std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t before = 0);

/// Over the images' pixels and labels in their order, and what pixels are divided by: all that a network sees
/// of them. 47 MB take some 50 ms.
std::uint32_t checksum(const Dataset& dataset, std::uint32_t before = 0);

}  // namespace inkling
