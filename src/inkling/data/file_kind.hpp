// Names a format by its first bytes, so that a refusal can say what a wrong file is.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace inkling {

/// "zip", "xz", "tar", "an HTML page" ...; empty when the bytes are none of the formats known here. Only
/// formats that people take for MNIST's files are listed. IDX has no signature of its own: see
/// resembles_idx().
std::string_view file_kind(std::span<const std::uint8_t> bytes);

/// The first bytes as a person can use them: "zip", or "3c 21 44 4f" when the format is not known.
std::string describe_start(std::span<const std::uint8_t> bytes);

/// What to do with a file of this kind: "zip is not supported; unzip first.". Empty for a kind that is not
/// known.
std::string unpacking_hint(std::string_view kind);

}  // namespace inkling
