// The networks that Inkling trains: fully connected layers with ReLU in between.
#pragma once

#include <vector>

#include "inkling/core/random.hpp"
#include "inkling/data/dataset.hpp"
#include "inkling/nn/sequential.hpp"

namespace inkling {

/// Linear layers of the given widths, named as in the tutorial's Mnist_NN: hidden1, hidden2, ..., out, with
/// relu1, relu2, ... in between. {784, 128, 256, 10} is the tutorial's. Weights come from `generator` as
/// torch would draw them. Error E_HP_SIZE for fewer than two widths or one below 1.
template <typename Scalar>
BasicSequential<Scalar> make_basic_mlp(const std::vector<Index>& layers, Generator& generator);

/// Whether a network of these widths can be trained or tested on these images. Error E_IDX_SHAPE when the
/// first is not their number of pixels, E_IDX_LABEL when the last is not their number of classes.
void require_fits(const std::vector<Index>& layers, const Dataset& dataset);

inline Sequential make_mlp(const std::vector<Index>& layers, Generator& generator) {
  return make_basic_mlp<float>(layers, generator);
}

}  // namespace inkling
