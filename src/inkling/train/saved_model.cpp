#include "inkling/train/saved_model.hpp"

#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/train/checkpoint.hpp"
#include "inkling/train/training_state.hpp"

namespace inkling {
namespace {

const std::string* metadata_of(const TensorFile& file, const std::string& key) {
  const auto found = file.metadata.find(key);
  return found == file.metadata.end() ? nullptr : &found->second;
}

MlpOptions network_in(const TensorFile& file, const std::string& name) {
  MlpOptions network;
  network.batch_norm = file.find("bn1.weight") != nullptr;
  if (const std::string* const activation = metadata_of(file, "activation")) {
    INKLING_REQUIRE(is_activation(*activation), "E_ST_MODEL", name + ", activation", kActivations,
                    text('"', activation->substr(0, 64), '"'));
    network.activation = *activation;
  }
  if (const std::string* const dropout = metadata_of(file, "dropout")) {
    const double p = read_number(*dropout).value_or(-1);
    INKLING_REQUIRE(p >= 0 && p < 1, "E_ST_MODEL", name + ", dropout",
                    "a number from 0 up to, not including, 1", text('"', dropout->substr(0, 64), '"'));
    network.dropout = p;
  }
  return network;
}

}  // namespace

TensorFile model_file(Module& model, const MlpOptions& network) {
  const MlpOptions tutorial;
  TensorFile file = state_dict(model);
  if (network.activation != tutorial.activation) file.metadata["activation"] = network.activation;
  if (network.dropout != tutorial.dropout) file.metadata["dropout"] = number_text(network.dropout);
  return file;
}

SavedNetwork read_network(std::span<const std::uint8_t> bytes, const std::string& name) {
  TensorFile file = read_safetensors(bytes, name);
  MlpOptions network;
  if (is_checkpoint(file)) {
    const Checkpoint checkpoint = read_checkpoint(bytes, name);
    network = network_of(checkpoint.config);
    file = model_state(checkpoint.state);
  } else {
    network = network_in(file, name);
  }
  // The tensors', whatever a checkpoint says: so the network is no larger than the file.
  network.layers = mlp_layers(file, name);
  return {std::move(network), std::move(file)};
}

SavedModel read_model(std::span<const std::uint8_t> bytes, const std::string& name) {
  SavedNetwork saved = read_network(bytes, name);
  auto generator = std::make_unique<Generator>(0);  // the weights drawn here are overwritten
  Sequential model = make_mlp(saved.network, *generator);
  load_state_dict(model, saved.parameters, name);
  return {std::move(saved.network), std::move(generator), std::move(model)};
}

}  // namespace inkling
