// gzip framing (RFC 1952), strict: one member, nothing after it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace inkling {

inline constexpr std::size_t kMaxGzipBytes = 64U << 20;  ///< compressed
inline constexpr std::size_t kMaxInflatedBytes = 256U << 20;
inline constexpr std::size_t kMaxGzipRatio = 200;  ///< once more than 1 MiB came out; MNIST has 5

/// Whether the bytes begin as a gzip file does. Some hosts inflate *.gz on the way, so names tell nothing.
bool is_gzip(std::span<const std::uint8_t> bytes);

/// Inflates one gzip member. Error E_GZ_EMPTY, _MAGIC, _METHOD, _FLAGS, _TRUNCATED, _CRC, _SIZE, _DEFLATE,
/// _TRAILING, _RATIO, _TOOBIG; the message names `name`.
/// A second member or zeros after the first are refused, although gunzip(1) accepts both: browsers and Node
/// disagree about them, and a file must mean the same everywhere.
std::vector<std::uint8_t> gunzip(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace inkling
