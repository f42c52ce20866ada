// Seeds mean what they mean in PyTorch: compared to the bit with what torch drew
// (assets/reference/random_traces.py).
#include <algorithm>
#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "inkling/data/data_loader.hpp"
#include "inkling/train/mlp.hpp"
#include "support/figure.hpp"
#include "support/fnv1a.hpp"
#include "support/reference.hpp"

using namespace inkling;
using testing::figure;

namespace {

constexpr std::uint64_t kSeed = 42;

const testing::Reference& random_file() {
  static const testing::Reference file("random");
  return file;
}

const std::vector<float>& reference(const std::string& tensor) {
  return random_file().floats(tensor);
}

/// As many images as the reference had, told apart by their one pixel.
Dataset numbered_images(Index count) {
  IdxTensor images{"images", {count, 1, 1}, {}};
  for (Index i = 0; i < count; ++i) images.values.push_back(static_cast<std::uint8_t>(i));
  IdxTensor labels{"labels", {count}, std::vector<std::uint8_t>(static_cast<std::size_t>(count))};
  return {std::move(images), std::move(labels), 10};
}

}  // namespace

TEST_CASE("Uniform floats are torch's to the bit", "[core][random][torch][B2]") {
  Generator generator(kSeed);
  int compared = 0;
  for (const float expected : reference("uniform")) {
    REQUIRE(generator.uniform(0, 1) == expected);
    ++compared;
  }
  generator.manual_seed(kSeed);
  for (const float expected : reference("bounded")) {
    REQUIRE(generator.uniform(-0.3F, 0.7F) == expected);
    ++compared;
  }
  figure("B2", "uniform floats compared", compared);
}

TEST_CASE("The raw draws, doubles and whole numbers are torch's", "[core][random][torch][B2]") {
  Generator generator(kSeed);
  std::size_t compared = 0;
  for (const std::int64_t expected : random_file().integers("random32")) {
    REQUIRE(static_cast<std::int64_t>(generator.random32() % 4294967295U) == expected);
    ++compared;
  }
  generator.manual_seed(kSeed);
  const std::vector<std::int64_t> small = randint(-5, 10, 1000, generator);
  CHECK(small == random_file().integers("randint.small"));
  generator.manual_seed(kSeed);
  const std::vector<std::int64_t> wide = randint(-5, (std::int64_t{1} << 40), 100, generator);
  CHECK(wide == random_file().integers("randint.wide"));
  compared += small.size() + wide.size();
  generator.manual_seed(kSeed);
  for (const double expected : random_file().doubles("uniform_double")) {
    REQUIRE(generator.uniform_double() == expected);
    ++compared;
  }
  generator.manual_seed(kSeed);
  for (const float expected : reference("bernoulli")) {
    REQUIRE(generator.bernoulli(0.3) == (expected != 0));
    ++compared;
  }
  figure("B2", "raw draws, doubles and whole numbers compared", static_cast<double>(compared));
}

TEST_CASE("Permutations are torch's", "[core][random][torch][B2]") {
  Generator generator(kSeed);
  const std::vector<std::uint32_t> order = randperm(1000, generator);
  CHECK(std::vector<float>(order.begin(), order.end()) == reference("randperm"));
  generator.manual_seed(kSeed);
  const std::vector<std::uint32_t> all = randperm(60'000, generator);
  const std::vector<float> numbers(all.begin(), all.end());
  CHECK(testing::fnv1a(numbers) == random_file().metadata("randperm.60000.fnv1a"));
  figure("B2", "places of permutations compared", static_cast<double>(order.size() + all.size()));
}

TEST_CASE("A seed names the weights and the batches that it names in the tutorial's script",
          "[train][torch][B2]") {
  Generator generator(kSeed);
  Sequential model = make_mlp({7, 20, 10}, generator);
  for (const auto& [name, parameter] : model.named_parameters()) {
    CAPTURE(name);
    const Matrix& value = parameter->value;
    CHECK(std::vector<float>(value.data(), value.data() + value.size()) == reference(name));
  }
  const Dataset images = numbered_images(100);
  DataLoader train(images, {.batch_size = 64, .shuffle = true, .default_generator = &generator});
  DataLoader validation(images, {.batch_size = 128, .default_generator = &generator});
  for (const char* epoch : {"epoch0.order", "epoch1.order", "epoch2.order"}) {
    std::vector<float> order;
    train.begin();
    while (train.next())
      for (Index i = 0; i < train.inputs().rows(); ++i)
        order.push_back(std::round(train.inputs()(i, 0) * 255));
    CHECK(order == reference(epoch));
    validation.begin();
  }
}

TEST_CASE("A loader with a generator of its own draws from it as torch's does", "[data][torch]") {
  Generator generator(kSeed);
  DataLoader loader(numbered_images(100),
                    {.batch_size = 32, .shuffle = true, .drop_last = true, .generator = &generator});
  CHECK(loader.batches() == 3);
  for (const char* epoch : {"own.epoch0.order", "own.epoch1.order", "own.epoch2.order"}) {
    std::vector<float> order;
    loader.begin();
    while (loader.next())
      for (Index i = 0; i < loader.inputs().rows(); ++i)
        order.push_back(std::round(loader.inputs()(i, 0) * 255));
    CHECK(order == reference(epoch));
  }
}
