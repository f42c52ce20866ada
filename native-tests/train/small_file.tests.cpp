#include "inkling/train/small_file.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "inkling/io/model_file.hpp"
#include "inkling/train/mlp.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::refusal_of;

namespace {

/// Two images of 2 × 2: the second pixel has ink in neither.
Dataset two_images() {
  return {IdxTensor{"images", {2, 2, 2}, {9, 0, 0, 1, 0, 0, 255, 0}}, IdxTensor{"labels", {2}, {0, 1}}, 2};
}

TensorFile network_of_seed(const std::vector<Index>& layers) {
  Generator generator(5);
  Sequential model = make_mlp(layers, generator);
  return state_dict(model);
}

}  // namespace

TEST_CASE("A network for download has weights in 64ths, none far from where it was", "[train][small_file]") {
  const TensorFile before = network_of_seed({4, 6, 2});
  const TensorFile after = rounded_weights(before, two_images());
  REQUIRE(after.tensors.size() == before.tensors.size());
  for (const char* const name : {"hidden1.weight", "out.weight"}) {
    const std::vector<float>& was = before.find(name)->values.as<float>();
    const std::vector<float>& is = after.find(name)->values.as<float>();
    REQUIRE(is.size() == was.size());
    for (std::size_t i = 0; i < is.size(); ++i) {
      INFO(name << ' ' << i);
      CHECK(is[i] * 64 == std::round(is[i] * 64));
      if (is[i] != 0) CHECK(std::abs(is[i] - was[i]) <= 1.0F / 128);
      CHECK_FALSE((is[i] == 0 && std::signbit(is[i])));
    }
  }
  CHECK(after.find("hidden1.bias")->values.as<float>() == before.find("hidden1.bias")->values.as<float>());
}

TEST_CASE("A network for download has no weights for pixels that never have ink", "[train][small_file]") {
  for (const std::vector<Index>& layers : {std::vector<Index>{4, 6, 2}, std::vector<Index>{4, 2}}) {
    const char* const first = layers.size() > 2 ? "hidden1.weight" : "out.weight";
    const TensorFile after = rounded_weights(network_of_seed(layers), two_images());
    const std::vector<float>& weights = after.find(first)->values.as<float>();
    std::vector<bool> used(4);
    for (std::size_t i = 0; i < weights.size(); ++i)
      if (weights[i] != 0) used[i % 4] = true;
    CHECK(used == std::vector<bool>{true, false, true, true});
  }
}

TEST_CASE("Images of another size are refused", "[train][small_file]") {
  CHECK(refusal_of([] { return rounded_weights(network_of_seed({9, 2}), two_images()); }).code ==
        "E_IDX_SHAPE");
}
