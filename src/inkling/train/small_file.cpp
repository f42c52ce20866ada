#include "inkling/train/small_file.hpp"

#include <cmath>
#include <vector>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

constexpr float kGrid = 64;

std::vector<bool> inked_pixels(const Dataset& images) {
  std::vector<bool> inked(static_cast<std::size_t>(images.features()));
  for (Index i = 0; i < images.size(); ++i) {
    const auto pixels = images.image(i);
    for (std::size_t p = 0; p < inked.size(); ++p)
      if (pixels[p] != 0) inked[p] = true;
  }
  return inked;
}

}  // namespace

TensorFile rounded_weights(TensorFile network, const Dataset& images) {
  const char* const first = network.find("hidden1.weight") != nullptr ? "hidden1.weight" : "out.weight";
  const std::vector<bool> inked = inked_pixels(images);
  for (NamedTensor& tensor : network.tensors) {
    if (tensor.shape.size() != 2) continue;
    std::vector<float> weights = tensor.values.as<float>();
    // A zero is added, since -0 would be other bytes.
    for (float& weight : weights) weight = std::round(weight * kGrid) / kGrid + 0.0F;
    if (tensor.name == first) {
      INKLING_REQUIRE(tensor.shape[1] == images.features(), "E_IDX_SHAPE", "rounded_weights(images)",
                      text("images of ", tensor.shape[1], " pixels, as the first layer takes"),
                      text(images.features()));
      for (std::size_t i = 0; i < weights.size(); ++i)
        if (!inked[i % inked.size()]) weights[i] = 0;
    }
    tensor.values = std::move(weights);
  }
  return network;
}

}  // namespace inkling
