// From a drawing, a picture or pixels to the class that the network reads in it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "inkling/ink/bitmap.hpp"
#include "inkling/ink/normalize.hpp"
#include "inkling/ink/render_bitmap.hpp"
#include "inkling/nn/module.hpp"

namespace inkling {

/// Whether it was a digit that the network was asked about: see DigitDetector.
struct Verdict {
  bool is_digit = true;
  double digit_score = 1;  ///< 0 to 1
};

struct Prediction {
  int label = 0;                     ///< the most probable class
  std::vector<float> probabilities;  ///< one for each class, softmax of the network's output
  DigitImage image;                  ///< what the network saw
  std::optional<Verdict> verdict{};  ///< of a Calibration's apply()
};

/// Classifies the image in eval mode. The network's input must be of its size: Error E_API_SHAPE otherwise.
/// Error E_MODEL_NONFINITE when what it gives is no probability, as after a training that diverged.
Prediction predict(Module& model, DigitImage image);

/// Renders the drawing or the picture first; none if there is no ink. Error E_INK_* as render() and
/// render_bitmap() have it.
std::optional<Prediction> predict(Module& model, const Drawing& drawing, const RenderOptions& options);
std::optional<Prediction> predict(Module& model, const Bitmap& bitmap, const BitmapOptions& options);

/// How a picture becomes an image: render_bitmap(), which finds the ink in it and places it as MNIST's
/// digits, or resize_bitmap(), which leaves it as it is.
enum class PictureReading { ink, as_it_is };

/// The same of a picture; none if it is to be read as ink and there is none.
std::optional<Prediction> predict(Module& model, const Bitmap& picture, PictureReading reading,
                                  const Frame& frame);

/// What the network reads in images.
struct PixelPredictions {
  std::vector<std::int32_t> labels;  ///< of each image the class with the greatest logit, as Evaluator has it
  Matrix probabilities;              ///< (images, classes)
};

/// Classifies images in eval mode. `pixels` holds `features` numbers for each, one image after the other, as
/// the network's input has them: 0 paper to 1 ink after training on IDX files. Error E_API_LENGTH unless that
/// is one image or more, and whole ones; E_API_INPUT for NaN or infinity; E_API_SHAPE when the network's
/// input is not of this size; E_API_TOOBIG for 2^31 probabilities or more; E_MODEL_NONFINITE as predict().
PixelPredictions predict_pixels(Module& model, Index features, std::span<const float> pixels);

/// The same from grey levels, 0 paper to 255 ink, as IDX files have them.
PixelPredictions predict_pixels(Module& model, Index features, std::span<const std::uint8_t> pixels);

}  // namespace inkling
