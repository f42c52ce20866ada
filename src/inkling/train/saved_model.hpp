// A trained network as a file: its tensors, and what they alone do not tell.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "inkling/io/safetensors.hpp"
#include "inkling/train/mlp.hpp"

namespace inkling {

/// The model's state_dict(), with "activation" and "dropout" in the metadata where they are not the
/// tutorial's, relu and none: a tutorial's file is the one that PyTorch's safetensors would write.
TensorFile model_file(Module& model, const MlpOptions& network);

/// A network as files hold it.
struct SavedNetwork {
  MlpOptions network;     ///< for make_mlp()
  TensorFile parameters;  ///< for load_state_dict()
};

/// The network of a safetensors file, whoever wrote it, or of a checkpoint. Widths and batch norm are told
/// from the tensors; activation and dropout stand in the metadata, or are relu and none. Error E_ST_* as
/// read_safetensors(), read_checkpoint() and mlp_layers(); E_ST_MODEL also for metadata that names no
/// activation or no probability.
SavedNetwork read_network(std::span<const std::uint8_t> bytes, const std::string& name);

struct SavedModel {
  MlpOptions network;
  std::unique_ptr<Generator> generator;  ///< that a Dropout draws from, should the model be trained on
  Sequential model;
};

/// Likewise, made and loaded. Error also as load_state_dict().
SavedModel read_model(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace inkling
