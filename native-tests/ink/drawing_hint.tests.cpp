#include "inkling/ink/drawing_hint.hpp"

#include <cstddef>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "ink/sample_digits.hpp"
#include "inkling/ink/handwriting.hpp"
#include "inkling/ink/normalize.hpp"
#include "inkling/ink/render_bitmap.hpp"

namespace inkling::testing {
namespace {

using Kind = DrawingHint::Kind;

std::optional<DrawingHint> hint_of(const Drawing& drawing, const Frame& frame = {}) {
  const auto image = render(drawing, {.canvas_size = kSampleCanvas, .frame = frame});
  REQUIRE(image.has_value());
  return drawing_hint(drawing, kSampleCanvas, *image);
}

void check_kind(const Drawing& drawing, Kind kind) {
  const auto hint = hint_of(drawing);
  REQUIRE(hint.has_value());
  CHECK(hint->kind == kind);
}

/// As a picture is read: strokes of this width, in an image of its own.
DigitImage image_with_bar(Index from, Index to) {
  DigitImage image;
  for (Index row = 4; row < 24; ++row)
    for (Index column = from; column < to; ++column)
      image.pixels[static_cast<std::size_t>(row * DigitImage::kSide + column)] = 255;
  return image;
}

}  // namespace

TEST_CASE("Digits get no hint, whatever the image's size", "[ink][drawing_hint]") {
  for (const Drawing& drawing : sample_digits()) {
    CHECK_FALSE(hint_of(drawing).has_value());
    CHECK_FALSE(hint_of(drawing, {32, 32}).has_value());
    CHECK_FALSE(hint_of(drawing, {56, 56}).has_value());
    CHECK_FALSE(hint_of(moved(drawing, 0.4, 100, 10)).has_value());
  }
}

TEST_CASE("A dot and a tiny digit are told from one another", "[ink][drawing_hint]") {
  check_kind({{{100, 100}}}, Kind::dot);
  const Drawing seven = sample_digits()[7];
  check_kind(moved(seven, 0.05, 90, 90), Kind::dot);
  check_kind(moved(seven, 0.12, 90, 90), Kind::small);
  CHECK_FALSE(hint_of(moved(seven, 0.2, 90, 90)).has_value());
}

TEST_CASE("What reaches the paper's edge is cut off", "[ink][drawing_hint]") {
  const Drawing seven = sample_digits()[7];  // from 43 to 162
  CHECK_FALSE(hint_of(moved(seven, 1, 0, -42)).has_value());
  check_kind(moved(seven, 1, 0, -43), Kind::cut_off);
  check_kind(moved(seven, 1, 63, 0), Kind::cut_off);
  Drawing clamped = moved(seven, 1, 0, 0);
  clamped[0].push_back({150, 200});
  check_kind(clamped, Kind::cut_off);
}

TEST_CASE("A dash is too flat, a bar is a one", "[ink][drawing_hint]") {
  check_kind({{{40, 100}, {160, 104}}}, Kind::flat);
  CHECK_FALSE(hint_of({{{100, 40}, {104, 160}}}).has_value());
}

TEST_CASE("A scribble has more ink than any digit", "[ink][drawing_hint]") {
  Drawing scribble(1);
  for (int i = 0; i < 16; ++i) {
    const auto y = static_cast<float>(40 + 8 * i);
    scribble[0].push_back({i % 2 == 0 ? 40.0F : 160.0F, y});
    scribble[0].push_back({i % 2 == 0 ? 160.0F : 40.0F, y});
  }
  check_kind(scribble, Kind::much_ink);
}

TEST_CASE("Things with a wide gap between them are apart", "[ink][drawing_hint]") {
  const Drawing one = {{{100, 20}, {100, 60}}, {{100, 140}, {100, 180}}};
  check_kind(one, Kind::apart);
  const Drawing beside = {{{20, 60}, {24, 140}}, {{160, 60}, {164, 140}}};
  check_kind(beside, Kind::apart);
  const Drawing five = sample_digits()[5];  // its bar is a stroke of its own
  CHECK_FALSE(hint_of(five).has_value());
}

TEST_CASE("A picture may be too thin or too thick, or have hardly any ink", "[ink][drawing_hint]") {
  const auto of_picture = [](const DigitImage& image) { return drawing_hint({}, 1, image); };
  CHECK_FALSE(of_picture({}).has_value());
  REQUIRE(of_picture(image_with_bar(13, 14)).has_value());
  CHECK(of_picture(image_with_bar(13, 14))->kind == Kind::little_ink);
  CHECK_FALSE(of_picture(image_with_bar(12, 15)).has_value());
  REQUIRE(of_picture(image_with_bar(10, 18)).has_value());
  CHECK(of_picture(image_with_bar(10, 18))->kind == Kind::thick);
  DigitImage frame;  // of one pixel's width
  for (Index i = 4; i < 24; ++i)
    for (const Index at : {i * 28 + 4, i * 28 + 23, 4 * 28 + i, 23 * 28 + i})
      frame.pixels[static_cast<std::size_t>(at)] = 255;
  REQUIRE(of_picture(frame).has_value());
  CHECK(of_picture(frame)->kind == Kind::thin);
}

TEST_CASE("Written digits hardly ever get a hint", "[ink][drawing_hint]") {
  int hints = 0;
  constexpr int kDigits = 500;
  Generator generator(1);
  for (int i = 0; i < kDigits; ++i)
    if (drawing_hint({}, 1, *render(write_digit(i % 10, generator)))) ++hints;
  CHECK(hints <= kDigits / 100);
}

}  // namespace inkling::testing
