#include "inkling/train/prediction.hpp"

#include <algorithm>

#include "inkling/nn/functional.hpp"

namespace inkling {

std::optional<Prediction> predict(Module& model, const Drawing& drawing, const RenderOptions& options) {
  const std::optional<DigitImage> image = render(drawing, options);
  if (!image) return std::nullopt;
  Matrix pixels(1, static_cast<Index>(image->pixels.size()));
  std::transform(image->pixels.begin(), image->pixels.end(), pixels.data(),
                 [](std::uint8_t pixel) { return static_cast<float>(pixel) / 255.0F; });
  model.eval();
  Matrix probabilities;
  softmax(MatrixView(model.forward(pixels)), probabilities);
  const float* const first = probabilities.data();
  const float* const last = first + probabilities.size();
  return Prediction{static_cast<int>(std::max_element(first, last) - first), {first, last}, *image};
}

}  // namespace inkling
