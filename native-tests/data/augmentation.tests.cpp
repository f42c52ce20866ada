#include "inkling/data/augmentation.hpp"

#include <cmath>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/parallel.hpp"
#include "inkling/data/data_loader.hpp"
#include "inkling/data/pixels.hpp"
#include "support/patterns.hpp"
#include "support/plain_augmentation.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::pattern_dataset;

namespace {

constexpr AugmentOptions kAll{0.8, 0.7, 0.6, 0.5, 0.9, 1};

std::vector<Matrix> pass(const AugmentOptions& augment, Generator& generator) {
  DataLoader loader(pattern_dataset(50),
                    {.batch_size = 20, .shuffle = true, .augment = augment, .default_generator = &generator});
  loader.begin();
  std::vector<Matrix> batches;
  while (loader.next()) batches.push_back(loader.inputs());
  return batches;
}

std::vector<float> applied(Augmenter& augmenter, const testing::PlainImage& image,
                           const Augmentation& change) {
  std::vector<float> out(image.pixels.size());
  augmenter.apply(image.pixels, 255, change, out.data());
  return out;
}

}  // namespace

TEST_CASE("A change that changes nothing gives the image's own numbers to the bit", "[data][augmentation]") {
  const Dataset images = pattern_dataset(3);
  Augmenter augmenter(28, 28);
  for (Index i = 0; i < 3; ++i) {
    const testing::PlainImage image{28, 28, {images.image(i).begin(), images.image(i).end()}};
    std::vector<float> plain(image.pixels.size());
    pixels_to_input(image.pixels, plain.data());
    CHECK(applied(augmenter, image, {}) == plain);
  }
  Augmenter tall(3, 2);
  CHECK(applied(tall, {3, 2, {1, 2, 3, 4, 5, 6}}, {}).back() == 6.0F / 255);
}

TEST_CASE("An image is first thicker or thinner, and then moved", "[data][augmentation]") {
  const Dataset images = pattern_dataset(40);
  Generator generator(3);
  Augmenter augmenter(28, 28);
  for (Index i = 0; i < images.size(); ++i) {
    const testing::PlainImage image{28, 28, {images.image(i).begin(), images.image(i).end()}};
    const Augmentation change = draw_augmentation(kAll, 28, 28, generator);
    REQUIRE(applied(augmenter, image, change) ==
            testing::plain_resample(testing::plain_thickness(image, change.thickness), change.affine,
                                    change.elastic, 255));
  }
}

TEST_CASE("What is off draws nothing, and the affine kinds draw five numbers together",
          "[data][augmentation]") {
  const auto draws = [](const AugmentOptions& options) {
    Generator generator(9);
    draw_augmentation(options, 28, 28, generator);
    int count = 0;
    Generator counted(9);
    for (; counted.state() != generator.state() && count < 100; ++count) counted.random32();
    return count;
  };
  CHECK(draws({}) == 0);
  CHECK(draws(affine_augment(0.5)) == 5);
  CHECK(draws({.shear = 0.1}) == 5);
  CHECK(draws({.thickness = 0.1}) == 1);
  CHECK(draws({.elastic = 0.1}) == 2);
  CHECK(draws(kAll) == 8);
}

TEST_CASE("Without augmentation a loader draws what it always drew", "[data][augmentation]") {
  Generator plain(5);
  Generator zero(5);
  DataLoader loader(pattern_dataset(50), {.batch_size = 20, .shuffle = true, .default_generator = &plain});
  loader.begin();
  std::vector<Matrix> batches;
  while (loader.next()) batches.push_back(loader.inputs());
  CHECK(pass({}, zero) == batches);
  CHECK(zero.state() == plain.state());
}

TEST_CASE("The same seed gives the same changes, another pass others, and threads change nothing",
          "[data][augmentation]") {
  Generator first(5);
  Generator second(5);
  const std::vector<Matrix> batches = pass(kAll, first);
  CHECK(pass(kAll, second) == batches);
  CHECK(first.state() == second.state());
  CHECK(pass(kAll, first) != batches);
  for (const int threads : {2, 5}) {
    Generator same(5);
    set_num_threads(threads);
    CHECK(pass(kAll, same) == batches);
    set_num_threads(1);
  }
  // Two numbers for the pass's seeds, and eight for each image.
  Generator counted(5);
  counted.random64();
  counted.random64();
  for (int i = 0; i < 50 * 8; ++i) counted.random32();
  CHECK(counted.state() == second.state());
}

TEST_CASE("A strength that is none is refused, and so is one without a generator", "[data][augmentation]") {
  Generator generator(1);
  const auto code_of = [](const DataLoaderOptions& options) {
    return testing::refusal_of([&] { return DataLoader(pattern_dataset(5), options).batches(); }).code;
  };
  for (const double strength : {-0.1, 1.1, std::nan("")})
    CHECK(code_of({.augment = {.elastic = strength}, .default_generator = &generator}) == "E_HP_AUGMENT");
  CHECK(code_of({.augment = {.elastic = 0.5}}) == "E_API_STATE");
  CHECK(code_of({.augment = {.elastic = 0.5}, .generator = &generator}) == "none");
}
