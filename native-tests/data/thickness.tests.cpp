#include "inkling/data/thickness.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "support/ink.hpp"

using namespace inkling;
using testing::plain_thickness;
using testing::PlainImage;

namespace {

PlainImage changed(const PlainImage& image, float share) {
  PaddedImage padded(image.rows, image.columns);
  PaddedImage scratch(image.rows, image.columns);
  std::fill(scratch.row(0), scratch.row(image.rows + 3), std::uint8_t{77});  // of an image before
  padded.assign(image.pixels);
  change_thickness(padded, share, scratch);
  PlainImage out{image.rows, image.columns};
  for (Index row = 0; row < image.rows; ++row)
    out.pixels.insert(out.pixels.end(), padded.row(row + 1) + 1, padded.row(row + 1) + 1 + image.columns);
  // The zeros around are zeros still.
  PaddedImage again(image.rows, image.columns);
  again.assign(out.pixels);
  REQUIRE(std::equal(again.row(0), again.row(image.rows + 3), padded.row(0)));
  return out;
}

double mass(const PlainImage& image) {
  double sum = 0;
  for (const std::uint8_t pixel : image.pixels) sum += pixel;
  return sum;
}

}  // namespace

TEST_CASE("Thickness is what the plain greatest and least of 3 x 3 pixels give, at any size",
          "[data][augmentation]") {
  Generator generator(2);
  for (const auto& [rows, columns] :
       std::vector<std::pair<Index, Index>>{{28, 28}, {1, 1}, {1, 40}, {40, 1}, {3, 14}, {5, 61}, {64, 64}})
    for (int i = 0; i < 20; ++i) {
      const PlainImage image = testing::random_ink(rows, columns, generator);
      const float share = generator.uniform(-1, 1);
      INFO(rows << " x " << columns << ", share " << share);
      REQUIRE(changed(image, share).pixels == plain_thickness(image, share).pixels);
    }
}

TEST_CASE("More thickness is more ink, less is less, and none changes nothing", "[data][augmentation]") {
  PlainImage stroke{28, 28, std::vector<std::uint8_t>(28 * 28)};
  for (Index row = 6; row < 22; ++row)
    for (Index column = 12; column < 15; ++column)
      stroke.pixels[static_cast<std::size_t>(row * 28 + column)] = 255;
  CHECK(changed(stroke, 0).pixels == stroke.pixels);
  double before = -1;
  for (const float share : {-1.0F, -0.6F, -0.3F, 0.0F, 0.3F, 0.6F, 1.0F}) {
    const double now = mass(changed(stroke, share));
    CHECK(now > before);
    before = now;
  }
  CHECK(mass(changed(stroke, 1)) == 18 * 5 * 255);  // a pixel more on each side
  CHECK(mass(changed(stroke, -1)) == 14 * 1 * 255);
}

TEST_CASE("Thickness is drawn either way, as far as its strength says", "[data][augmentation]") {
  Generator generator(1);
  Generator halves(1);
  float least = 0;
  float most = 0;
  for (int i = 0; i < 1000; ++i) {
    const float share = draw_thickness(1, generator);
    REQUIRE(draw_thickness(0.5, halves) == share / 2);
    least = std::min(least, share);
    most = std::max(most, share);
  }
  CHECK(std::abs(least + kMostErosion) < 0.01F);
  CHECK(std::abs(most - kMostDilation) < 0.01F);
}
