// From a drawing to the digit that the network reads in it.
#pragma once

#include <optional>
#include <vector>

#include "inkling/ink/normalize.hpp"
#include "inkling/nn/module.hpp"

namespace inkling {

struct Prediction {
  int label = 0;                     ///< the most probable class
  std::vector<float> probabilities;  ///< one for each class, softmax of the network's output
  DigitImage image;                  ///< what the network saw
};

/// Renders the drawing and classifies it in eval mode; none if nothing was drawn. The network's input must be
/// of DigitImage's size: Error E_API_SHAPE otherwise. Error E_MODEL_NONFINITE when what it gives is no
/// probability, as after a training that diverged; E_INK_* as render() has it.
std::optional<Prediction> predict(Module& model, const Drawing& drawing, const RenderOptions& options);

}  // namespace inkling
