// A network as files hold it: alone, as save_model() and PyTorch write it, or within a run's checkpoint.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inkling/io/safetensors.hpp"

namespace inkling {

struct SavedNetwork {
  std::vector<Index> layers;  ///< widths, for make_mlp()
  TensorFile parameters;      ///< for load_state_dict()
};

/// Error E_ST_* as read_safetensors(), read_checkpoint() and mlp_layers(); `name` serves messages.
SavedNetwork read_network(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace inkling
