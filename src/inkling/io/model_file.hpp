// A network's parameters and buffers to and from named tensors, under PyTorch's names and shapes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inkling/io/safetensors.hpp"
#include "inkling/nn/module.hpp"

namespace inkling {

/// What model.state_dict() holds in PyTorch: "hidden1.weight" (out, in), "hidden1.bias" (out), ..., and the
/// buffers "bn1.running_mean", "bn1.running_var" (features) and "bn1.num_batches_tracked", a single int64.
TensorFile state_dict(Module& model);

/// torch's model.load_state_dict(state, strict=True): copies the tensors into the model's parameters and
/// buffers, all or none. Error E_ST_MODEL when a tensor is missing, is one too many or has another shape,
/// E_ST_DTYPE when its numbers are of another type, E_ST_NONFINITE for NaN or infinity among the values,
/// E_ST_VALUE for a negative variance or count; the message names `name`.
void load_state_dict(Module& model, const TensorFile& file, const std::string& name);

/// The widths of the fully connected network (hidden1, hidden2, ..., out) that the tensors belong to:
/// {784, 128, 256, 10}. Error E_ST_MODEL when they belong to no such network.
std::vector<Index> mlp_layers(const TensorFile& file, const std::string& name);

}  // namespace inkling
