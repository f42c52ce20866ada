// A network's parameters to and from a safetensors file, under PyTorch's names and shapes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inkling/io/safetensors.hpp"
#include "inkling/nn/module.hpp"

namespace inkling {

/// What model.state_dict() holds in PyTorch: "hidden1.weight" (out, in), "hidden1.bias" (out), ...
std::vector<std::uint8_t> save_parameters(Module& model);

/// Copies the tensors into the model's parameters, all or none. Error E_ST_MODEL when a tensor is missing, is
/// one too many or has another shape, E_ST_NONFINITE for NaN or infinity among the values; the message names
/// `name`.
void load_parameters(Module& model, const TensorFile& file, const std::string& name);

/// The widths of the fully connected network (hidden1, hidden2, ..., out) that the tensors belong to:
/// {784, 128, 256, 10}. Error E_ST_MODEL when they belong to no such network.
std::vector<Index> mlp_layers(const TensorFile& file, const std::string& name);

}  // namespace inkling
