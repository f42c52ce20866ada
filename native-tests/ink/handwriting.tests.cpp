#include "inkling/ink/handwriting.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "ink/measure.hpp"
#include "inkling/data/checksum.hpp"
#include "support/refusal.hpp"

namespace inkling::testing {

TEST_CASE("every skeleton can be read and is about as high as a digit", "[ink][handwriting]") {
  const auto check = [](std::span<const Skeleton> all) {
    for (const Skeleton& skeleton : all) {
      INFO(skeleton.sign << ": " << skeleton.strokes);
      CHECK(skeleton.weight > 0);
      const std::string text = skeleton.strokes;
      CHECK(text.find_first_not_of("0123456789,!| ") == std::string::npos);
      double left = 9;
      double right = -9;
      std::size_t commas = 0;
      for (const auto& stroke : knots_of(skeleton)) {
        CHECK(!stroke.empty());
        commas += stroke.size();
        for (const Knot& knot : stroke) {
          CHECK(std::abs(knot.at.y) < 0.56);
          left = std::min(left, knot.at.x);
          right = std::max(right, knot.at.x);
        }
      }
      CHECK(commas == static_cast<std::size_t>(std::ranges::count(text, ',')));
      CHECK(std::abs(left + right) < 1e-9);
      CHECK(right - left <= 1.3);
    }
  };
  check(digit_skeletons());
  check(sign_skeletons());
}

TEST_CASE("there are skeletons of each digit, in order, and no digit among the signs", "[ink][handwriting]") {
  CHECK(std::ranges::is_sorted(digit_skeletons(), {}, &Skeleton::sign));
  std::size_t all = 0;
  for (int digit = 0; digit < 10; ++digit) {
    CHECK(digit_skeletons(digit).size() >= 5);
    for (const Skeleton& skeleton : digit_skeletons(digit)) CHECK(skeleton.sign == '0' + digit);
    all += digit_skeletons(digit).size();
  }
  CHECK(all == digit_skeletons().size());
  for (const Skeleton& skeleton : sign_skeletons())
    CHECK(std::string("0123456789BOSZbglqoz").find(skeleton.sign) == std::string::npos);
}

TEST_CASE("written digits have MNIST's place, size and stroke width", "[ink][handwriting]") {
  Generator generator(1);
  double width = 0;
  std::set<std::vector<std::uint8_t>> different;
  constexpr int kCount = 500;
  for (int i = 0; i < kCount; ++i) {
    const DigitImage image = render(write_digit(i % 10, generator)).value();
    const Measures m = measure(image);
    CHECK(m.center_x > 13.4);
    CHECK(m.center_x < 14.6);
    CHECK(m.center_y > 13.4);
    CHECK(m.center_y < 14.6);
    CHECK(std::max(m.width, m.height) >= 19);
    CHECK(m.peak == 255);
    width += m.stroke_width / kCount;
    different.insert(image.pixels);
  }
  CHECK(width > 2.2);  // MNIST's median is 2.55, its 5 and 95 % 1.68 and 3.97
  CHECK(width < 3);
  CHECK(different.size() == kCount);
}

TEST_CASE("a seed writes the same everywhere", "[ink][handwriting]") {
  Generator generator(7);
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < 100; ++i) {
    const DigitImage digit = render(write_digit(i % 10, generator)).value();
    const DigitImage other = render(write_non_digit(generator)).value();
    pixels.insert(pixels.end(), digit.pixels.begin(), digit.pixels.end());
    pixels.insert(pixels.end(), other.pixels.begin(), other.pixels.end());
  }
  CHECK(crc32(pixels) == 0x4d9f6cadU);
}

TEST_CASE("what is no digit has ink, and there is much of it", "[ink][handwriting]") {
  Generator generator(2);
  std::set<std::vector<std::uint8_t>> different;
  int dots = 0;
  for (int i = 0; i < 500; ++i) {
    const Writing writing = write_non_digit(generator);
    dots += std::ranges::all_of(writing.drawing, [](const Stroke& s) { return s.size() == 1; }) ? 1 : 0;
    different.insert(render(writing).value().pixels);
  }
  CHECK(different.size() > 450);
  CHECK(dots > 10);
  CHECK(dots < 80);
}

TEST_CASE("only digits can be written", "[ink][handwriting]") {
  Generator generator(1);
  CHECK(refusal_of([&] { return write_digit(10, generator); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return write_digit(-1, generator); }).code == "E_API_RANGE");
}

}  // namespace inkling::testing
