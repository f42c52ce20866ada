#include "inkling/train/prediction.hpp"

#include <algorithm>

#include "inkling/core/error.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/nn/functional.hpp"
#include "inkling/nn/grad_mode.hpp"

namespace inkling {

Prediction predict(Module& model, const DigitImage& image) {
  Matrix pixels(1, static_cast<Index>(image.pixels.size()));
  pixels_to_input(image.pixels, pixels.data());
  model.eval();
  const NoGradGuard no_grad;
  Matrix probabilities;
  softmax(MatrixView(model.forward(pixels)), probabilities);
  INKLING_REQUIRE(probabilities.allFinite(), "E_MODEL_NONFINITE", "prediction",
                  "finite numbers from the network", "NaN", "Its training has diverged; reset it.");
  const float* const first = probabilities.data();
  const float* const last = first + probabilities.size();
  return {static_cast<int>(std::max_element(first, last) - first), {first, last}, image};
}

std::optional<Prediction> predict(Module& model, const Drawing& drawing, const RenderOptions& options) {
  const std::optional<DigitImage> image = render(drawing, options);
  return image ? std::optional(predict(model, *image)) : std::nullopt;
}

std::optional<Prediction> predict(Module& model, const Bitmap& bitmap, const BitmapOptions& options) {
  const std::optional<DigitImage> image = render_bitmap(bitmap, options);
  return image ? std::optional(predict(model, *image)) : std::nullopt;
}

}  // namespace inkling
