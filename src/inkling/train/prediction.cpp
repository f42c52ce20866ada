#include "inkling/train/prediction.hpp"

#include <algorithm>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/ink/render_bitmap.hpp"
#include "inkling/ink/resize_bitmap.hpp"
#include "inkling/nn/functional.hpp"
#include "inkling/nn/grad_mode.hpp"

namespace inkling {

namespace {

Prediction classify(Module& model, DigitImage image) {
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
  return {static_cast<int>(std::max_element(first, last) - first), {first, last}, std::move(image)};
}

}  // namespace

std::optional<Prediction> predict(Module& model, const Drawing& drawing, const RenderOptions& options) {
  std::optional<DigitImage> image = render(drawing, options);
  if (!image) return std::nullopt;
  return classify(model, *std::move(image));
}

std::optional<Prediction> predict(Module& model, const Bitmap& picture, PictureReading reading,
                                  const Frame& frame) {
  if (reading == PictureReading::as_it_is) return classify(model, resize_bitmap(picture, frame));
  // A photo's paper is not of one grey; a clean picture loses only its faintest edges.
  constexpr int kNoise = 40;
  std::optional<DigitImage> image = render_bitmap(picture, {.noise = kNoise, .frame = frame});
  if (!image) return std::nullopt;
  return classify(model, *std::move(image));
}

}  // namespace inkling
