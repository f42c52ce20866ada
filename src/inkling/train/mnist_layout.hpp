// Whether images were prepared as MNIST's were.
#pragma once

#include "inkling/data/dataset.hpp"

namespace inkling {

/// True when of the first 1,000 images at least 95 % are bright ink on black, as large as the box of their
/// frame (Frame::box_side(), give or take two pixels), with the centre of mass within a pixel of the middle.
/// Of MNIST's all are; Fashion-MNIST, KMNIST and EMNIST, which fill their frames, are not. Pictures for such
/// a network are best fitted into the box as well; for others they are best left as they are.
bool has_mnist_layout(const Dataset& dataset);

}  // namespace inkling
