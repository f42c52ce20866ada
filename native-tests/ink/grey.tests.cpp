#include "inkling/ink/grey.hpp"

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/error.hpp"

using namespace inkling;

TEST_CASE("A grey pixel stays as it is, and colours have their luma", "[ink][grey]") {
  std::vector<std::uint8_t> rgba;
  for (int level = 0; level < 256; ++level)
    for (const int value : {level, level, level, 255}) rgba.push_back(static_cast<std::uint8_t>(value));
  const std::vector<std::uint8_t> grey = grey_levels(rgba);
  REQUIRE(grey.size() == 256);
  for (std::size_t level = 0; level < 256; ++level) CHECK(grey[level] == level);
  // Pillow: Image.new('RGB', (1, 1), colour).convert('L').getpixel((0, 0))
  const std::vector<std::uint8_t> colours = {255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255};
  CHECK(grey_levels(colours) == std::vector<std::uint8_t>{76, 150, 29});
}

TEST_CASE("What is transparent is white paper", "[ink][grey][row-95]") {
  CHECK(grey_levels(std::vector<std::uint8_t>{0, 0, 0, 0}) == std::vector<std::uint8_t>{255});
  CHECK(grey_levels(std::vector<std::uint8_t>{0, 0, 0, 128}) == std::vector<std::uint8_t>{127});
  CHECK_THROWS_AS(grey_levels(std::vector<std::uint8_t>(7)), Error);
}
