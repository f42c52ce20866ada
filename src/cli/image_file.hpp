// Pictures of digits: PNG, JPEG, BMP and PGM files as grey levels.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "inkling/ink/render_bitmap.hpp"

namespace inkling::cli {

/// Checked before anything of a picture is decoded.
inline constexpr std::size_t kMaxImageBytes = 32U << 20;
inline constexpr Index kMaxImageSide = 1 << 14;
inline constexpr Index kMaxImagePixels = 1 << 25;  ///< 33 million: a telephone's photograph

/// Grey levels, row by row.
struct GreyImage {
  Index rows = 0;
  Index columns = 0;
  std::vector<std::uint8_t> pixels;

  [[nodiscard]] Bitmap bitmap() const { return {rows, columns, pixels}; }
};

/// Colours become grey, what is transparent shows white paper. `name` serves messages. Error E_IMAGE_FORMAT
/// for a file of none of these formats, E_IMAGE_SIZE for a picture larger than the limits, E_IMAGE_DATA for
/// one that is damaged. Checksums of PNG are not looked at.
GreyImage decode_image(std::span<const std::uint8_t> bytes, const std::string& name);

/// Likewise; Error E_READ for a file that cannot be read or has too many bytes.
GreyImage load_image(const std::filesystem::path& path);

}  // namespace inkling::cli
