// The networks that Inkling trains: fully connected layers with something in between.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inkling/core/random.hpp"
#include "inkling/data/dataset.hpp"
#include "inkling/nn/sequential.hpp"

namespace inkling {

struct MlpOptions {
  std::vector<Index> layers;        ///< widths from input to output; {784, 128, 256, 10} is the tutorial's
  std::string activation = "relu";  ///< after each hidden layer: see is_activation()
  bool batch_norm = false;          ///< a BatchNorm1d before each activation
  double dropout = 0;               ///< the p of a Dropout after each activation; 0: none

  bool operator==(const MlpOptions&) const = default;
};

/// relu, leaky_relu, gelu, tanh or sigmoid: torch.nn.functional's names, with that module's defaults.
bool is_activation(std::string_view name);
inline constexpr const char* kActivations = "relu, leaky_relu, gelu, tanh or sigmoid";

/// Linear layers of the given widths, named as in the tutorial's Mnist_NN: hidden1, hidden2, ..., out. After
/// hidden1 come bn1, relu1 (or gelu1, ...) and dropout1, as far as there are such. Weights come from
/// `generator` as torch would draw them; a Dropout goes on drawing from it, so that it must outlive the
/// network. Error E_HP_SIZE for fewer than two widths or one below 1, E_HP_ACTIVATION, E_HP_DROPOUT.
template <typename Scalar>
BasicSequential<Scalar> make_basic_mlp(const MlpOptions& options, Generator& generator);

/// What make_mlp() would have made with another p: sets that of its Dropouts, and puts in those that a
/// network made without has not.
void set_dropout(Sequential& model, double p, Generator& generator);

/// Whether a network of these widths can be trained or tested on these images. Error E_IDX_SHAPE when the
/// first is not their number of pixels, E_IDX_LABEL when the last is not their number of classes.
void require_fits(const std::vector<Index>& layers, const Dataset& dataset);

inline Sequential make_mlp(const MlpOptions& options, Generator& generator) {
  return make_basic_mlp<float>(options, generator);
}

/// With ReLU in between, as the tutorial has it.
inline Sequential make_mlp(const std::vector<Index>& layers, Generator& generator) {
  return make_basic_mlp<float>({.layers = layers}, generator);
}

}  // namespace inkling
