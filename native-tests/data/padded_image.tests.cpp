#include "inkling/data/padded_image.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

using namespace inkling;

TEST_CASE("A padded image has its pixels within zeros, and knows where its ink is", "[data][augmentation]") {
  PaddedImage image(3, 14);  // 17 columns with the zeros: more than one vector
  std::vector<std::uint8_t> pixels(3 * 14, 9);
  image.assign(pixels);
  CHECK(image.ink() == PixelBox{0, 3, 0, 14});
  CHECK(image.stride() == 32);
  for (Index row = 0; row < 6; ++row)
    for (Index column = 0; column < image.stride(); ++column) {
      const bool inside = row >= 1 && row <= 3 && column >= 1 && column <= 14;
      REQUIRE(image.row(row)[column] == (inside ? 9 : 0));
    }

  std::fill(pixels.begin(), pixels.end(), std::uint8_t{0});
  image.assign(pixels);
  CHECK(image.ink() == PixelBox{});
  pixels[1 * 14 + 13] = 1;
  image.assign(pixels);
  CHECK(image.ink() == PixelBox{1, 2, 13, 14});
  pixels[2 * 14 + 4] = 255;
  image.assign(pixels);
  CHECK(image.ink() == PixelBox{1, 3, 4, 14});
}
