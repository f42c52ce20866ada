// From a drawing or a picture to the class that the network reads in it.
#pragma once

#include <optional>
#include <vector>

#include "inkling/ink/bitmap.hpp"
#include "inkling/ink/normalize.hpp"
#include "inkling/nn/module.hpp"

namespace inkling {

struct Prediction {
  int label = 0;                     ///< the most probable class
  std::vector<float> probabilities;  ///< one for each class, softmax of the network's output
  DigitImage image;                  ///< what the network saw
};

/// Renders the drawing and classifies it in eval mode; none if nothing was drawn. The network's input must be
/// of the frame's size: Error E_API_SHAPE otherwise. Error E_MODEL_NONFINITE when what it gives is no
/// probability, as after a training that diverged; E_INK_* as render() has it.
std::optional<Prediction> predict(Module& model, const Drawing& drawing, const RenderOptions& options);

/// How a picture becomes an image: render_bitmap(), which finds the ink in it and places it as MNIST's
/// digits, or resize_bitmap(), which leaves it as it is.
enum class PictureReading { ink, as_it_is };

/// The same of a picture; none if it is to be read as ink and there is none.
std::optional<Prediction> predict(Module& model, const Bitmap& picture, PictureReading reading,
                                  const Frame& frame);

}  // namespace inkling
