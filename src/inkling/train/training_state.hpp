// All that a training run is made of, as named tensors: what makes going on with it exact to the bit.
#pragma once

#include <string>

#include "inkling/core/random.hpp"
#include "inkling/io/safetensors.hpp"
#include "inkling/nn/module.hpp"
#include "inkling/optim/optimizer.hpp"
#include "inkling/train/fit.hpp"

namespace inkling {

/// What takes part in a training run; all must outlive this.
struct TrainingParts {
  Module& model;
  Optimizer& optimizer;
  Generator& generator;
  Fit& fit;
};

/// "model." and its state_dict(); "optimizer." and its state, steps, learning rate and momentum; "generator."
/// and its words; "loader.order", the permutation that the epoch is in; "fit." and where it is, with its
/// history. Schedules need nothing: Schedule::go_to() leads to the same rates. Error E_API_STATE
/// when the run is over by an error, E_ST_NONFINITE when a parameter is no number any more: such a state is
/// not worth keeping.
TensorFile training_state(const TrainingParts& parts);

/// The network's tensors among them, named as in its state_dict().
TensorFile model_state(const TensorFile& state);

/// Makes parts that were made alike go on where the others were, to the bit. Error E_ST_* when the tensors
/// are not those of such parts, E_ST_STATE when their values cannot be; `name` serves messages. After an
/// error the parts are in no state to train: load into new ones.
void load_training_state(const TrainingParts& parts, const TensorFile& file, const std::string& name);

}  // namespace inkling
