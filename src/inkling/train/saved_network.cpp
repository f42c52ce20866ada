#include "inkling/train/saved_network.hpp"

#include <utility>

#include "inkling/io/model_file.hpp"
#include "inkling/train/checkpoint.hpp"
#include "inkling/train/training_state.hpp"

namespace inkling {

SavedNetwork read_network(std::span<const std::uint8_t> bytes, const std::string& name) {
  TensorFile file = read_safetensors(bytes, name);
  if (is_checkpoint(file)) file = model_state(read_checkpoint(bytes, name).state);
  std::vector<Index> layers = mlp_layers(file, name);
  return {std::move(layers), std::move(file)};
}

}  // namespace inkling
