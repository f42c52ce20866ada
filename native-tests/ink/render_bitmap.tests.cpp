#include "inkling/ink/render_bitmap.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "ink/measure.hpp"
#include "ink/sample_digits.hpp"
#include "support/refusal.hpp"

namespace inkling::testing {
namespace {

/// A bitmap and its pixels.
struct Picture {
  Index rows;
  Index columns;
  std::vector<std::uint8_t> pixels;

  Picture(Index r, Index c, std::uint8_t grey = 0)
      : rows(r), columns(c), pixels(static_cast<std::size_t>(r * c), grey) {}
  std::uint8_t& at(Index row, Index column) {
    return pixels[static_cast<std::size_t>(row * columns + column)];
  }
  [[nodiscard]] Bitmap view() const { return {rows, columns, pixels}; }
};

/// The image, each pixel `factor` wide, on a picture with this many rows more above and columns more at the
/// left.
Picture picture_of(const DigitImage& image, Index factor, Index above, Index beside) {
  Picture picture(DigitImage::kSide * factor + above, DigitImage::kSide * factor + beside);
  for (Index row = 0; row < DigitImage::kSide * factor; ++row) {
    for (Index column = 0; column < DigitImage::kSide * factor; ++column) {
      const Index from = row / factor * DigitImage::kSide + column / factor;
      picture.at(row + above, column + beside) = image.pixels[static_cast<std::size_t>(from)];
    }
  }
  return picture;
}

}  // namespace

TEST_CASE("A normalized image comes out as it went in, from any place and at any size",
          "[ink][render_bitmap]") {
  int digit = 0;
  for (const Drawing& drawing : sample_digits()) {
    CAPTURE(digit++);
    const auto image = render(drawing, {.canvas_size = kSampleCanvas});
    REQUIRE(image.has_value());
    for (const Index factor : {1, 3, 8}) {
      CAPTURE(factor);
      const auto again = render_bitmap(picture_of(*image, factor, 11, 40).view());
      REQUIRE(again.has_value());
      CHECK(largest_difference(*image, *again) == 0);
    }
  }
}

TEST_CASE("Black on white and grey on grey are read like white on black", "[ink][render_bitmap]") {
  const auto image = render(sample_digits()[3], {.canvas_size = kSampleCanvas});
  REQUIRE(image.has_value());
  Picture negative = picture_of(*image, 2, 0, 0);
  Picture faint = negative;
  for (std::uint8_t& pixel : negative.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
  for (std::uint8_t& pixel : faint.pixels) pixel = static_cast<std::uint8_t>(90 + pixel / 5);
  const auto from_negative = render_bitmap(negative.view());
  const auto from_faint = render_bitmap(faint.view());
  REQUIRE(from_negative.has_value());
  REQUIRE(from_faint.has_value());
  CHECK(largest_difference(*image, *from_negative) == 0);
  CHECK(largest_difference(*image, *from_faint) <= 5);
}

TEST_CASE("A magnified bitmap has the measures of MNIST", "[ink][render_bitmap]") {
  Picture picture(9, 7, 255);
  for (Index row = 1; row < 8; ++row) picture.at(row, 3) = 0;
  const auto image = render_bitmap(picture.view());
  REQUIRE(image.has_value());
  const Measures m = measure(*image);
  CHECK(m.height == 20);
  CHECK(m.width == 4);  // a seventh of 20 is 2.86 pixels
  CHECK(m.center_x >= 13.5);
  CHECK(m.center_x <= 14.5);
  CHECK(m.peak == 255);
}

TEST_CASE("A picture of one grey is no image", "[ink][render_bitmap]") {
  for (const int grey : {0, 100, 255}) {
    CHECK_FALSE(render_bitmap(Picture(28, 28, static_cast<std::uint8_t>(grey)).view()).has_value());
  }
  CHECK_FALSE(render_bitmap(Picture(1, 1, 7).view()).has_value());
}

TEST_CASE("A speck is not magnified", "[ink][render_bitmap]") {
  Picture picture(400, 300);
  picture.at(399, 0) = 200;
  const auto image = render_bitmap(picture.view());
  REQUIRE(image.has_value());
  CHECK(measure(*image).width <= 2);
  CHECK(measure(*image).height <= 2);
}

TEST_CASE("Noise up to the option's grey levels is paper", "[ink][render_bitmap]") {
  const auto image = render(sample_digits()[5], {.canvas_size = kSampleCanvas});
  REQUIRE(image.has_value());
  Picture picture = picture_of(*image, 4, 30, 30);
  for (Index i = 0; i < picture.rows; i += 3) {
    std::uint8_t& pixel = picture.at(i, i);
    if (pixel == 0) pixel = 30;
  }
  const auto clean = render_bitmap(picture_of(*image, 4, 30, 30).view(), {.noise = 30});
  const auto cleaned = render_bitmap(picture.view(), {.noise = 30});
  const auto noisy = render_bitmap(picture.view());
  REQUIRE((clean.has_value() && cleaned.has_value() && noisy.has_value()));
  CHECK(largest_difference(*clean, *cleaned) == 0);
  CHECK(largest_difference(*clean, *noisy) > 100);
}

TEST_CASE("Pictures of one row or column are read", "[ink][render_bitmap]") {
  for (const auto& [rows, columns] : {std::pair<Index, Index>{1, 50}, {50, 1}, {2, 2}}) {
    Picture picture(rows, columns);
    picture.pixels[0] = 255;
    const auto image = render_bitmap(picture.view());
    REQUIRE(image.has_value());
    CHECK(measure(*image).peak == 255);
  }
}

TEST_CASE("A bitmap whose size and pixels disagree is refused", "[ink][render_bitmap]") {
  const std::vector<std::uint8_t> pixels(12);
  CHECK(refusal_of([&] { return render_bitmap({3, 5, pixels}); }).code == "E_INK_BITMAP");
  CHECK(refusal_of([&] { return render_bitmap({0, 4, {}}); }).code == "E_INK_BITMAP");
  CHECK(refusal_of([&] { return render_bitmap({-3, -4, pixels}); }).code == "E_INK_BITMAP");
  CHECK(refusal_of([&] { return render_bitmap({std::numeric_limits<Index>::max(), 4, {}}); }).code ==
        "E_INK_BITMAP");
  CHECK(refusal_of([&] { return render_bitmap({3, 4, pixels}, {.noise = -1}); }).code == "E_INK_NOISE");
  CHECK(refusal_of([&] { return render_bitmap({3, 4, pixels}, {.noise = 256}); }).code == "E_INK_NOISE");
}

}  // namespace inkling::testing
