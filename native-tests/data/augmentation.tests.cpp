#include "inkling/data/augmentation.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "inkling/core/parallel.hpp"
#include "inkling/data/data_loader.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using Catch::Matchers::WithinAbs;
using testing::pattern_dataset;

namespace {

constexpr Index kSide = 28;

/// A blot off the middle, smooth and well within the borders.
std::vector<std::uint8_t> blot() {
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      pixels.push_back(
          static_cast<std::uint8_t>(255 * std::exp(-((x - 15) * (x - 15) + (y - 12) * (y - 12)) / 8.0)));
  return pixels;
}

std::vector<float> transformed(const std::vector<std::uint8_t>& pixels, const AffineChange& change,
                               Index rows = kSide, Index columns = kSide) {
  std::vector<float> scratch(static_cast<std::size_t>(transform_scratch_size(rows, columns)), 7.0F);
  std::vector<float> out(pixels.size());
  transform_image(pixels, rows, columns, 255, change, scratch, out.data());
  return out;
}

struct Moments {
  double mass = 0;
  double x = 0;
  double y = 0;
};

Moments moments_of(const std::vector<float>& image) {
  Moments moments;
  for (std::size_t i = 0; i < image.size(); ++i) {
    const double value = image[i];
    moments.mass += value;
    moments.x += value * static_cast<double>(i % kSide);
    moments.y += value * static_cast<double>(i / kSide);
  }
  moments.x /= moments.mass;
  moments.y /= moments.mass;
  return moments;
}

std::vector<Matrix> pass(double augment, Generator& generator) {
  DataLoader loader(pattern_dataset(50),
                    {.batch_size = 20, .shuffle = true, .augment = augment, .default_generator = &generator});
  loader.begin();
  std::vector<Matrix> batches;
  while (loader.next()) batches.push_back(loader.inputs());
  return batches;
}

}  // namespace

TEST_CASE("A change that changes nothing gives the image's own numbers to the bit", "[data][augmentation]") {
  const Dataset images = pattern_dataset(3);
  for (Index i = 0; i < 3; ++i) {
    const std::vector<std::uint8_t> pixels(images.image(i).begin(), images.image(i).end());
    std::vector<float> plain(pixels.size());
    pixels_to_input(pixels, plain.data());
    CHECK(transformed(pixels, {}) == plain);
  }
  const std::vector<std::uint8_t> tall = {1, 2, 3, 4, 5, 6};
  CHECK(transformed(tall, {}, 3, 2).back() == 6.0F / 255);
}

TEST_CASE("A shift by whole pixels moves them, and what leaves the image is gone", "[data][augmentation]") {
  const std::vector<std::uint8_t> pixels = {10, 20, 30, 40, 50, 60};  // 2 × 3
  const auto moved = [&](float x, float y) {
    std::vector<int> out;
    for (const float value : transformed(pixels, {.shift_x = x, .shift_y = y}, 2, 3))
      out.push_back(static_cast<int>(std::lround(value * 255)));
    return out;
  };
  CHECK(moved(1, 0) == std::vector<int>{0, 10, 20, 0, 40, 50});
  CHECK(moved(-1, 0) == std::vector<int>{20, 30, 0, 50, 60, 0});
  CHECK(moved(0, 1) == std::vector<int>{0, 0, 0, 10, 20, 30});
  CHECK(moved(0, -1) == std::vector<int>{40, 50, 60, 0, 0, 0});
  CHECK(moved(0.5F, 0) == std::vector<int>{5, 15, 25, 20, 45, 55});
  CHECK(moved(100, 0) == std::vector<int>(6, 0));
  CHECK(moved(0, -100) == std::vector<int>(6, 0));
}

TEST_CASE("The mass stays but for the scale, and its centre goes where the change says",
          "[data][augmentation]") {
  const std::vector<std::uint8_t> pixels = blot();
  const Moments before = moments_of(transformed(pixels, {}));
  const double middle = (kSide - 1) / 2.0;
  Generator generator(8);
  for (int i = 0; i < 200; ++i) {
    const AffineChange change = draw_affine_change(1, kSide, kSide, generator);
    const Moments after = moments_of(transformed(pixels, change));
    const double angle = 2 * std::atan(static_cast<double>(change.turn));
    const double scale = static_cast<double>(change.scale);
    CHECK(std::abs(angle) <= 15.001 * M_PI / 180);
    const double y = before.y - middle;
    const double x = before.x - middle + static_cast<double>(change.shear) * y;
    INFO("change " << i);
    CHECK_THAT(after.mass, WithinAbs(before.mass * scale * scale, 0.02 * before.mass));
    CHECK_THAT(after.x, WithinAbs(middle + scale * (std::cos(angle) * x - std::sin(angle) * y) +
                                      static_cast<double>(change.shift_x),
                                  0.05));
    CHECK_THAT(after.y, WithinAbs(middle + scale * (std::sin(angle) * x + std::cos(angle) * y) +
                                      static_cast<double>(change.shift_y),
                                  0.05));
  }
}

TEST_CASE("Without augmentation a loader draws what it always drew", "[data][augmentation]") {
  Generator plain(5);
  Generator zero(5);
  DataLoader loader(pattern_dataset(50), {.batch_size = 20, .shuffle = true, .default_generator = &plain});
  loader.begin();
  std::vector<Matrix> batches;
  while (loader.next()) batches.push_back(loader.inputs());
  CHECK(pass(0, zero) == batches);
  CHECK(zero.state() == plain.state());
}

TEST_CASE("The same seed gives the same changes, another pass others, and threads change nothing",
          "[data][augmentation]") {
  Generator first(5);
  Generator second(5);
  const std::vector<Matrix> batches = pass(0.8, first);
  CHECK(pass(0.8, second) == batches);
  CHECK(first.state() == second.state());
  CHECK(pass(0.8, first) != batches);
  for (const int threads : {2, 5}) {
    Generator same(5);
    set_num_threads(threads);
    CHECK(pass(0.8, same) == batches);
    set_num_threads(1);
  }
  // Two numbers for the pass's seeds, and five for each image.
  Generator counted(5);
  counted.random64();
  counted.random64();
  for (int i = 0; i < 50 * 5; ++i) counted.random32();
  CHECK(counted.state() == second.state());
}

TEST_CASE("A strength that is none is refused, and so is one without a generator", "[data][augmentation]") {
  Generator generator(1);
  const auto code_of = [](const DataLoaderOptions& options) {
    return testing::refusal_of([&] { return DataLoader(pattern_dataset(5), options).batches(); }).code;
  };
  for (const double strength : {-0.1, 1.1, std::nan("")})
    CHECK(code_of({.augment = strength, .default_generator = &generator}) == "E_HP_AUGMENT");
  CHECK(code_of({.augment = 0.5}) == "E_API_STATE");
  CHECK(code_of({.augment = 0.5, .generator = &generator}) == "none");
}
