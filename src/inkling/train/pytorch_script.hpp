// A run as the Python script that does the same in PyTorch.
#pragma once

#include <string>

#include "inkling/train/run_config.hpp"

namespace inkling {

/// A script in the tutorial's shape (get_data, Mnist_NN, loss_batch, fit) that trains the run's network with
/// torch 1.13 or later and numpy, and prints the loss of each epoch. It reads MNIST from IDX files, gzipped
/// or not, and can begin with the parameters of a safetensors file. The same seed draws the same weights and
/// batches there as here. What a Dropout drops is the same only where torch does not leave that to Intel's
/// MKL. Error E_HP_* as validate() has it: what is in the text is a valid config's numbers and names only;
/// E_HP_AUGMENT for a run with augmentation, E_HP_SYNTHETIC for one with written digits: torch has no like of
/// them. What the run changes on its way is changed at the same steps there; E_HP_CHANGE for a learning rate
/// that changes beside a schedule.
std::string pytorch_script(const RunConfig& config);

}  // namespace inkling
