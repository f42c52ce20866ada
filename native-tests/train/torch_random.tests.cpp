// Seeds mean what they mean in PyTorch: compared to the bit with what torch drew
// (assets/reference/torch_random.py).
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include <catch2/catch_test_macros.hpp>

#include "inkling/data/data_loader.hpp"
#include "inkling/io/safetensors.hpp"
#include "inkling/train/mlp.hpp"

using namespace inkling;

namespace {

constexpr std::uint64_t kSeed = 42;

std::vector<float> reference(const std::string& tensor) {
  static const TensorFile file = [] {
    std::ifstream in(INKLING_ASSETS "/reference/torch_random.safetensors", std::ios::binary);
    const std::vector<char> bytes(std::istreambuf_iterator<char>(in), {});
    return read_safetensors({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, "reference");
  }();
  const auto found = std::find_if(file.tensors.begin(), file.tensors.end(),
                                  [&tensor](const NamedTensor& t) { return t.name == tensor; });
  REQUIRE(found != file.tensors.end());
  return found->values;
}

/// As many images as the reference had, told apart by their one pixel.
Dataset numbered_images(Index count) {
  IdxTensor images{"images", {count, 1, 1}, {}};
  for (Index i = 0; i < count; ++i) images.values.push_back(static_cast<std::uint8_t>(i));
  IdxTensor labels{"labels", {count}, std::vector<std::uint8_t>(static_cast<std::size_t>(count))};
  return {std::move(images), std::move(labels), 10};
}

}  // namespace

TEST_CASE("Uniform floats are torch's to the bit", "[core][random][torch]") {
  Generator generator(kSeed);
  for (const float expected : reference("uniform")) REQUIRE(generator.uniform(0, 1) == expected);
  generator.manual_seed(kSeed);
  for (const float expected : reference("bounded")) REQUIRE(generator.uniform(-0.3F, 0.7F) == expected);
}

TEST_CASE("Permutations are torch's", "[core][random][torch]") {
  Generator generator(kSeed);
  const std::vector<std::uint32_t> order = randperm(1000, generator);
  CHECK(std::vector<float>(order.begin(), order.end()) == reference("randperm"));
}

TEST_CASE("A seed names the weights and the batches that it names in the tutorial's script",
          "[train][torch]") {
  Generator generator(kSeed);
  Sequential model = make_mlp({7, 20, 10}, generator);
  for (const auto& [name, parameter] : model.named_parameters()) {
    CAPTURE(name);
    const Matrix& value = parameter->value;
    CHECK(std::vector<float>(value.data(), value.data() + value.size()) == reference(name));
  }
  const Dataset images = numbered_images(100);
  DataLoader train(images, {.batch_size = 64, .shuffle = true, .generator = &generator});
  DataLoader validation(images, {.batch_size = 128, .generator = &generator});
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
