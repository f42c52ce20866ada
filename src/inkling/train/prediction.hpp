// From a drawing to the digit that the network reads in it.
#pragma once

#include <optional>
#include <vector>

#include "inkling/ink/normalize.hpp"
#include "inkling/ink/render_bitmap.hpp"
#include "inkling/nn/module.hpp"

namespace inkling {

struct Prediction {
  int label = 0;                     ///< the most probable class
  std::vector<float> probabilities;  ///< one for each class, softmax of the network's output
  DigitImage image;                  ///< what the network saw
};

/// Classifies the image in eval mode. The network's input must be of its size: Error E_API_SHAPE otherwise.
/// Error E_MODEL_NONFINITE when what it gives is no probability, as after a training that diverged.
Prediction predict(Module& model, const DigitImage& image);

/// Renders the drawing or the picture first; none if there is no ink. Error E_INK_* as render() and
/// render_bitmap() have it.
std::optional<Prediction> predict(Module& model, const Drawing& drawing, const RenderOptions& options);
std::optional<Prediction> predict(Module& model, const Bitmap& bitmap, const BitmapOptions& options);

}  // namespace inkling
