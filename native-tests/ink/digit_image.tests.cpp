#include "inkling/ink/digit_image.hpp"

#include <algorithm>
#include <cstddef>

#include <catch2/catch_test_macros.hpp>

namespace inkling::testing {
namespace {

using Box = std::vector<double>;

Box blank() {
  return Box(static_cast<std::size_t>(kBoxSide) * kBoxSide);
}
double& at(Box& box, int row, int column) {
  return box[static_cast<std::size_t>(row * kBoxSide + column)];
}
int at(const DigitImage& image, int row, int column) {
  return image.pixels[static_cast<std::size_t>(row * DigitImage::kSide + column)];
}

}  // namespace

TEST_CASE("A blank box is no image", "[ink][digit_image]") {
  CHECK_FALSE(place_in_frame(blank()).has_value());
}

TEST_CASE("The peak becomes 255 whatever the scale, and halves are rounded up", "[ink][digit_image]") {
  for (const double scale : {0.001, 1.0, 1e12}) {
    CAPTURE(scale);
    Box box = blank();
    for (int i = 0; i < 4; ++i) at(box, 10, 8 + i) = scale * (i == 0 ? 510 : i);
    const auto image = place_in_frame(box);
    REQUIRE(image.has_value());
    CHECK(*std::max_element(image->pixels.begin(), image->pixels.end()) == 255);
    const auto start = std::find(image->pixels.begin(), image->pixels.end(), 255);
    CHECK(start[1] == 1);  // 0.5
    CHECK(start[2] == 1);
    CHECK(start[3] == 2);  // 1.5
  }
}

TEST_CASE("The centre of mass goes to the frame's by whole pixels, cut towards 0", "[ink][digit_image]") {
  Box box = blank();
  at(box, 0, 19) = 1;  // centre (0.5, 19.5): offsets trunc(14.5) and trunc(-4.5)
  const auto corner = place_in_frame(box);
  REQUIRE(corner.has_value());
  CHECK(at(*corner, 14, 15) == 255);

  box = blank();
  at(box, 7, 9) = 1;  // two pixels, centre at 10.0: offset 5
  at(box, 7, 10) = 1;
  const auto even = place_in_frame(box);
  REQUIRE(even.has_value());
  CHECK(at(*even, 14, 14) == 255);
  CHECK(at(*even, 14, 15) == 255);
}

TEST_CASE("Ink far from the centre of mass is cut off at the frame", "[ink][digit_image]") {
  for (const int heavy : {0, kBoxSide - 1}) {
    const int lone = kBoxSide - 1 - heavy;  // goes to 33 or -5 of the frame
    Box across = blank();
    Box along = blank();
    for (int i = 0; i < kBoxSide; ++i) at(across, i, heavy) = at(along, heavy, i) = 1;
    at(across, 3, lone) = at(along, lone, 3) = 0.5;
    for (const Box& box : {across, along}) {
      const auto image = place_in_frame(box);
      REQUIRE(image.has_value());
      const auto inked =
          std::count_if(image->pixels.begin(), image->pixels.end(), [](int value) { return value > 0; });
      CHECK(inked == kBoxSide);
    }
  }
}

}  // namespace inkling::testing
