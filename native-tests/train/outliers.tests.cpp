#include "inkling/train/outliers.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "inkling/data/checksum.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"
#include "support/written_run.hpp"

namespace inkling::testing {

TEST_CASE("distorted digits are others, in the middle, and the same every time", "[train][outliers]") {
  const Dataset digits = written_digits(40, 1);
  std::set<std::vector<std::uint8_t>> known;
  for (Index i = 0; i < digits.size(); ++i) known.insert({digits.image(i).begin(), digits.image(i).end()});
  const auto distort = [&](Index count) {
    Generator generator(3);
    std::vector<std::vector<std::uint8_t>> images;
    for (Index i = 0; i < count; ++i)
      distort_digits(digits, generator, images.emplace_back(static_cast<std::size_t>(digits.features())));
    return images;
  };
  const auto images = distort(200);
  CHECK(images == distort(200));
  std::set<std::vector<std::uint8_t>> different;
  for (const std::vector<std::uint8_t>& image : images) {
    CHECK(!known.contains(image));
    different.insert(image);
    double mass = 0;
    double down = 0;
    double right = 0;
    for (std::size_t i = 0; i < image.size(); ++i) {
      mass += image[i];
      down += image[i] * static_cast<double>(i / 28);
      right += image[i] * static_cast<double>(i % 28);
    }
    REQUIRE(mass > 0);
    CHECK(std::abs(down / mass - 14) < 1.5);  // what leaves the frame takes its weight along
    CHECK(std::abs(right / mass - 14) < 1.5);
  }
  CHECK(different.size() > 150);
}

TEST_CASE("only square images, into as many pixels, are distorted", "[train][outliers]") {
  Generator generator(1);
  std::vector<std::uint8_t> pixels(12);
  const IdxTensor flat{"images", {1, 3, 4}, std::vector<std::uint8_t>(12, 9)};
  const Dataset wide(flat, {"labels", {1}, {0}}, 10);
  CHECK(refusal_of([&] {
          distort_digits(wide, generator, pixels);
          return 0;
        }).code == "E_API_SHAPE");
  const Dataset digits = pattern_dataset(2);
  CHECK(refusal_of([&] {
          distort_digits(digits, generator, pixels);
          return 0;
        }).code == "E_API_SHAPE");
}

TEST_CASE("written signs come in the steps that were told, for any frame", "[train][outliers]") {
  WrittenSigns signs({14, 14});
  Index steps = 0;
  const Index told = signs.steps_left();
  while (signs.write()) ++steps;
  CHECK(steps == told);
  CHECK(signs.done());
  CHECK(signs.steps_left() == 0);
  CHECK(signs.digit_pixels().size() == static_cast<std::size_t>(WrittenSigns::kDigitImages) * 196);
  CHECK(signs.sign_pixels().size() == static_cast<std::size_t>(WrittenSigns::kSignImages) * 196);
}

}  // namespace inkling::testing
