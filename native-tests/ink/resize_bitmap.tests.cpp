#include "inkling/ink/resize_bitmap.hpp"

#include <numeric>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/error.hpp"

namespace inkling::testing {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes resized(const Bytes& pixels, Index rows, Index columns, const Frame& frame) {
  return resize_bitmap({rows, columns, pixels}, frame).pixels;
}

}  // namespace

TEST_CASE("A picture of the frame's size on dark paper stays as it is", "[ink][resize_bitmap]") {
  Bytes pixels(6 * 4);
  std::iota(pixels.begin(), pixels.end(), std::uint8_t{100});
  CHECK(resized(pixels, 6, 4, {6, 4}) == pixels);
}

TEST_CASE("A picture is averaged down and repeated up", "[ink][resize_bitmap]") {
  CHECK(resized({0, 10, 20, 30, 0, 10, 20, 30, 1, 1, 3, 3, 1, 1, 3, 3}, 4, 4, {2, 2}) == Bytes{5, 25, 1, 3});
  CHECK(resized({1, 2, 3, 4}, 2, 2, {4, 4}) == Bytes{1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4});
  CHECK(resized(Bytes(300 * 200, 77), 300, 200, {28, 28}) == Bytes(28 * 28, 77));
}

TEST_CASE("Proportions are kept: what a picture leaves of the frame is paper", "[ink][resize_bitmap]") {
  const Bytes wide = {9, 9, 9, 9, 9, 9, 9, 9};
  CHECK(resized(wide, 2, 4, {4, 4}) == Bytes(16, 9));
  Bytes high = {5, 5, 5, 50, 5, 5, 5, 5};  // 8 × 1, one bright pixel
  const Bytes image = resized(high, 8, 1, {4, 4});
  CHECK(std::count(image.begin(), image.end(), 28) == 1);  // (5 + 50) / 2, half up
  CHECK(image[1 * 4 + 1] == 28);
}

TEST_CASE("Light paper is turned to black", "[ink][resize_bitmap][row-95]") {
  Bytes pixels(9, 255);
  pixels[4] = 55;
  CHECK(resized(pixels, 3, 3, {3, 3}) == Bytes{0, 0, 0, 0, 200, 0, 0, 0, 0});
  const Bytes once = resized(pixels, 3, 3, {3, 3});
  CHECK(resized(once, 3, 3, {3, 3}) == once);
}

TEST_CASE("A picture that is none is refused", "[ink][resize_bitmap]") {
  CHECK_THROWS_AS(resized({}, 0, 0, {4, 4}), Error);
  CHECK_THROWS_AS(resized({1, 2, 3}, 2, 2, {4, 4}), Error);
}

}  // namespace inkling::testing
