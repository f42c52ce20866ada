#include "inkling/data/data_loader.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/error.hpp"
#include "support/patterns.hpp"

using namespace inkling;
using testing::pattern_dataset;

namespace {

std::vector<std::uint8_t> all_labels(DataLoader& loader) {
  std::vector<std::uint8_t> labels;
  loader.begin();
  while (loader.next()) labels.insert(labels.end(), loader.labels().begin(), loader.labels().end());
  return labels;
}

}  // namespace

TEST_CASE("Batches come in order, as floats from 0 to 1, and the last is smaller", "[data][data_loader]") {
  const Dataset dataset = pattern_dataset(10);
  DataLoader loader(dataset, {.batch_size = 4});
  CHECK(loader.batches() == 3);
  loader.begin();
  REQUIRE(loader.next());
  CHECK(loader.inputs().rows() == 4);
  CHECK(loader.inputs().cols() == 784);
  for (Index p = 0; p < 784; ++p)
    REQUIRE(loader.inputs()(3, p) ==
            static_cast<float>(dataset.image(3)[static_cast<std::size_t>(p)]) / 255.0F);
  CHECK(loader.labels()[3] == dataset.label(3));
  REQUIRE(loader.next());
  REQUIRE(loader.next());
  CHECK(loader.inputs().rows() == 2);
  CHECK(loader.labels().size() == 2);
  CHECK_FALSE(loader.next());
  CHECK(loader.batch() == 3);
}

TEST_CASE("Shuffling hands out every image once, with its own label", "[data][data_loader]") {
  const Dataset dataset = pattern_dataset(100);
  Generator generator(1);
  DataLoader loader(dataset, {.batch_size = 32, .shuffle = true, .default_generator = &generator});
  std::vector<std::uint8_t> labels = all_labels(loader);
  std::vector<std::uint8_t> stored;
  for (Index i = 0; i < 100; ++i) stored.push_back(dataset.label(i));
  CHECK(labels != stored);
  const std::vector<std::uint8_t> second = all_labels(loader);
  CHECK(second != labels);
  std::sort(labels.begin(), labels.end());
  std::sort(stored.begin(), stored.end());
  CHECK(labels == stored);
}

TEST_CASE("A pass draws two 64-bit numbers when shuffling and one when not, as torch does",
          "[data][data_loader]") {
  const Dataset dataset = pattern_dataset(10);
  for (const bool shuffle : {true, false}) {
    Generator used(5);
    Generator counted(5);
    DataLoader loader(dataset, {.batch_size = 4, .shuffle = shuffle, .default_generator = &used});
    loader.begin();
    const bool handed_out = loader.next();  // the order is drawn for the first batch, as in torch
    CHECK(handed_out);
    counted.random64();
    const std::uint64_t sampler_seed = shuffle ? counted.random64() : 0;
    CHECK(used.random32() == counted.random32());
    if (!shuffle) continue;
    Generator sampler(sampler_seed);
    const std::vector<std::uint32_t> order = randperm(10, sampler);
    for (std::size_t i = 0; i < 4; ++i)
      CHECK(loader.labels()[i] == dataset.label(static_cast<Index>(order[i])));
  }
}

TEST_CASE("A batch larger than the data set is the data set", "[data][data_loader]") {
  DataLoader loader(pattern_dataset(3), {.batch_size = 64});
  CHECK(loader.batches() == 1);
  loader.begin();
  loader.next();
  CHECK(loader.inputs().rows() == 3);
}

TEST_CASE("A pass must be begun", "[data][data_loader]") {
  DataLoader loader(pattern_dataset(3), {.batch_size = 1});
  CHECK_THROWS_AS(loader.next(), Error);
}

TEST_CASE("A loader refuses an empty batch and shuffling without a generator", "[data][data_loader]") {
  CHECK_THROWS_AS(DataLoader(pattern_dataset(3), {.batch_size = 0}), Error);
  CHECK_THROWS_AS(DataLoader(pattern_dataset(3), {.batch_size = 1, .shuffle = true}), Error);
}
