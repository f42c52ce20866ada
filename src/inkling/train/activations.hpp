// An image on its way through a network, layer by layer.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inkling/nn/sequential.hpp"
#include "inkling/train/signed_image.hpp"

namespace inkling {

/// What the units of one layer answer.
struct LayerActivations {
  std::string name;           ///< of the child that gave them: "relu1"
  std::vector<float> values;  ///< one for each unit
  SignedImage image;          ///< the same, to be painted
  Index strongest = 0;        ///< the unit of the greatest value; of equal ones the first
};

/// Of an image, in eval mode and without gradients: the input of every Linear but the first, so what the
/// activation functions gave, and last the network's output, the logits. `pixels` are grey levels. Error
/// E_API_LENGTH unless there are as many as the network takes, E_MODEL_NONFINITE.
std::vector<LayerActivations> layer_activations(Sequential& model, std::span<const std::uint8_t> pixels);

/// The pixels as a batch of one. Error E_API_LENGTH likewise.
Matrix input_of(Sequential& model, std::span<const std::uint8_t> pixels, const char* where);

}  // namespace inkling
