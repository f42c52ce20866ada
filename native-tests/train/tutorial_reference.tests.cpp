// The tutorial's run begins as PyTorch's own (assets/reference/tutorial_traces.py): weights to the bit, and
// the order of the images in each of 25 epochs. The curves themselves are compared in wasm-tests/reference,
// which has MNIST.
#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "inkling/data/data_loader.hpp"
#include "inkling/train/mlp.hpp"
#include "support/fnv1a.hpp"
#include "support/reference.hpp"

using namespace inkling;
using namespace inkling::testing;

namespace {

const Reference& tutorial() {
  static const Reference file("tutorial");
  return file;
}

/// 50,000 images of two pixels, which are the image's number.
Dataset numbered_images() {
  constexpr Index kCount = 50'000;
  IdxTensor images{"images", {kCount, 1, 2}, {}};
  for (Index i = 0; i < kCount; ++i) {
    images.values.push_back(static_cast<std::uint8_t>(i / 256));
    images.values.push_back(static_cast<std::uint8_t>(i % 256));
  }
  return {std::move(images), {"labels", {kCount}, std::vector<std::uint8_t>(kCount)}, kDigits};
}

/// The numbers of the first `count` images of a pass that has begun.
std::vector<float> first_numbers(DataLoader& loader, std::size_t count) {
  std::vector<float> numbers;
  while (numbers.size() < count && loader.next())
    for (Index i = 0; i < loader.inputs().rows(); ++i)
      numbers.push_back(std::round(loader.inputs()(i, 0) * 255) * 256 +
                        std::round(loader.inputs()(i, 1) * 255));
  numbers.resize(count);
  return numbers;
}

}  // namespace

TEST_CASE("Three seeds draw the tutorial's weights to the bit, and 25 epochs of its order",
          "[train][torch][B2]") {
  const Dataset images = numbered_images();
  for (const std::uint64_t seed : {0U, 1U, 2U}) {
    CAPTURE(seed);
    const std::string prefix = "seed" + std::to_string(seed) + ".";
    Generator generator(seed);
    // As in the tutorial: the loaders are made before the model, but draw only when a pass begins.
    DataLoader train(images, {.batch_size = 64, .shuffle = true, .default_generator = &generator});
    DataLoader validation(images.slice(0, 10), {.batch_size = 128, .default_generator = &generator});
    Sequential model = make_mlp({784, 128, 256, 10}, generator);
    for (const auto& [name, parameter] : model.named_parameters())
      CHECK(fnv1a({parameter->value.data(), static_cast<std::size_t>(parameter->value.size())}) ==
            tutorial().metadata(prefix + name + ".fnv1a"));
    const auto orders = tutorial().matrix<float>(prefix + "order");
    REQUIRE(orders.rows() == 25);
    REQUIRE(orders.cols() == 1000);
    for (Index epoch = 0; epoch < orders.rows(); ++epoch) {
      CAPTURE(epoch);
      train.begin();
      const std::vector<float> expected(orders.row(epoch).begin(), orders.row(epoch).end());
      CHECK(first_numbers(train, 1000) == expected);
      validation.begin();
    }
  }
}
