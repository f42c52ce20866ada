#include "inkling/train/activations.hpp"

#include "inkling/core/error.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/nn/dropout.hpp"
#include "inkling/nn/functional.hpp"
#include "inkling/nn/grad_mode.hpp"
#include "inkling/nn/linear.hpp"

namespace inkling {
namespace {

constexpr const char* kActivationsOf = "layer_activations(pixels)";

LayerActivations taken(const std::string& name, const Matrix& output) {
  const std::span<const float> row(output.data(), static_cast<std::size_t>(output.cols()));
  return {.name = name,
          .values = {row.begin(), row.end()},
          .image = signed_image(row, kActivationsOf),
          .strongest = argmax(row)};
}

}  // namespace

Matrix input_of(Sequential& model, std::span<const std::uint8_t> pixels, const char* where) {
  for (std::size_t i = 0; i < model.size(); ++i) {
    const auto* const linear = dynamic_cast<Linear*>(&model.child_at(i));
    if (linear == nullptr) continue;
    INKLING_REQUIRE(pixels.size() == static_cast<std::size_t>(linear->in_features()), "E_API_LENGTH", where,
                    text(linear->in_features(), " pixels"), text(pixels.size()));
    break;
  }
  Matrix input(1, static_cast<Index>(pixels.size()));
  pixels_to_input(pixels, input.data());
  return input;
}

std::vector<LayerActivations> layer_activations(Sequential& model, std::span<const std::uint8_t> pixels) {
  const Matrix input = input_of(model, pixels, kActivationsOf);
  INKLING_REQUIRE(model.size() > 0, "E_API_STATE", kActivationsOf, "a network with a layer", "none");
  model.eval();
  const NoGradGuard no_grad;
  std::vector<LayerActivations> layers;
  const Matrix* output = nullptr;
  std::string name;
  for (std::size_t i = 0; i < model.size(); ++i) {
    Module& child = model.child_at(i);
    if (output != nullptr && dynamic_cast<Linear*>(&child) != nullptr) layers.push_back(taken(name, *output));
    output = &child.forward(output != nullptr ? MatrixView(*output) : MatrixView(input));
    // Dropout lets all through here.
    if (dynamic_cast<Dropout*>(&child) == nullptr) name = model.child_name(i);
  }
  layers.push_back(taken(name, *output));
  return layers;
}

}  // namespace inkling
