#include "cli/image_file.hpp"

#include <cstdlib>
#include <limits>
#include <memory>

#include "cli/files.hpp"
#include "inkling/core/error.hpp"

namespace inkling::cli {
namespace {

// A picture's numbers at their largest, 16 bits of red, green, blue and alpha, with a byte more for each row
// of a PNG. More is asked for by data that expand to more than the header says, and is refused like a lack of
// memory.
constexpr std::size_t kMaxAllocation =
    8 * static_cast<std::size_t>(kMaxImagePixels) + static_cast<std::size_t>(kMaxImageSide) + 4096;

void* allocate(std::size_t size) {
  return size <= kMaxAllocation ? std::malloc(size) : nullptr;
}

void* allocate_again(void* old, std::size_t size) {
  return size <= kMaxAllocation ? std::realloc(old, size) : nullptr;
}

}  // namespace
}  // namespace inkling::cli

// Only the formats that are wanted: of the others some have open reports of what hostile files do to them.
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_ONLY_PNM
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_MALLOC(size) inkling::cli::allocate(size)
#define STBI_REALLOC(old, size) inkling::cli::allocate_again(old, size)
#define STBI_FREE(old) std::free(old)
#include <stb_image.h>

namespace inkling::cli {
namespace {

std::string reason() {
  const char* const said = stbi_failure_reason();
  return said != nullptr ? said : "nothing that could be read";
}

}  // namespace

GreyImage decode_image(std::span<const std::uint8_t> bytes, const std::string& name) {
  INKLING_REQUIRE(bytes.size() <= kMaxImageBytes, "E_IMAGE_SIZE", name,
                  text("at most ", kMaxImageBytes, " bytes"), text(bytes.size()));
  constexpr const char* kFormats = "a PNG, JPEG, BMP or PGM file";
  INKLING_REQUIRE(!bytes.empty(), "E_IMAGE_FORMAT", name, kFormats, "an empty file");
  const auto size = static_cast<int>(bytes.size());
  int columns = 0;
  int rows = 0;
  int channels = 0;
  const bool known = stbi_info_from_memory(bytes.data(), size, &columns, &rows, &channels) != 0;
  INKLING_REQUIRE(known, "E_IMAGE_FORMAT", name, kFormats, reason());
  INKLING_REQUIRE(rows <= kMaxImageSide && columns <= kMaxImageSide &&
                      static_cast<std::int64_t>(rows) * columns <= kMaxImagePixels,
                  "E_IMAGE_SIZE", name,
                  text("at most ", kMaxImagePixels, " pixels, ", kMaxImageSide, " on a side"),
                  text(columns, " × ", rows), "Crop or shrink it.");
  constexpr int kGreyAndAlpha = 2;
  const std::unique_ptr<stbi_uc, decltype(&std::free)> decoded(
      stbi_load_from_memory(bytes.data(), size, &columns, &rows, &channels, kGreyAndAlpha), &std::free);
  INKLING_REQUIRE(decoded != nullptr, "E_IMAGE_DATA", name, "a whole picture", reason(),
                  "The file is damaged.");
  GreyImage image{rows, columns, {}};
  const std::size_t pixels = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  image.pixels.reserve(pixels);
  for (std::size_t i = 0; i < pixels; ++i) {
    const int grey = decoded.get()[2 * i];
    const int alpha = decoded.get()[2 * i + 1];
    image.pixels.push_back(static_cast<std::uint8_t>((grey * alpha + 255 * (255 - alpha) + 127) / 255));
  }
  return image;
}

GreyImage load_image(const std::filesystem::path& path) {
  return decode_image(read_file(path, kMaxImageBytes), path.string());
}

}  // namespace inkling::cli
