// Whole files, in and out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "inkling/ink/strokes_json.hpp"
#include "inkling/train/saved_model.hpp"

namespace inkling::cli {

/// Error E_READ when the file is missing, unreadable or larger than `most` bytes.
std::vector<std::uint8_t> read_file(const std::filesystem::path& path, std::size_t most);

/// Whether write_file() could write there, as far as that can be told before. Error E_WRITE.
void require_writable(const std::filesystem::path& path);

/// Writes beside the target, syncs and renames, so that an interrupted write or a power cut leaves the old
/// file or the new one. Error E_WRITE.
void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

/// The network of a safetensors file or of a checkpoint, ready to predict. Error E_READ, E_ST_*.
SavedModel load_model(const std::filesystem::path& path);

/// The drawings of a JSON file, gzipped or not. Error E_READ, E_GZ_*, E_STROKES_*.
std::vector<LabelledDrawing> load_drawings(const std::filesystem::path& path);

}  // namespace inkling::cli
