#include "inkling/train/prediction.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/ink/render_bitmap.hpp"
#include "inkling/ink/resize_bitmap.hpp"
#include "inkling/nn/functional.hpp"
#include "inkling/nn/grad_mode.hpp"
#include "inkling/train/evaluation.hpp"

namespace inkling {
namespace {

void require_finite(const Matrix& probabilities) {
  INKLING_REQUIRE(probabilities.allFinite(), "E_MODEL_NONFINITE", "prediction",
                  "finite numbers from the network", "NaN", "Its training has diverged; reset it.");
}

void to_input(std::span<const std::uint8_t> pixels, float* input) {
  pixels_to_input(pixels, input);
}

void to_input(std::span<const float> pixels, float* input) {
  std::copy(pixels.begin(), pixels.end(), input);
}

/// In batches: the activations between the layers may be far wider than the pixels.
template <typename Pixel>
PixelPredictions predict_in_batches(Module& model, Index features, std::span<const Pixel> pixels) {
  const auto size = static_cast<Index>(pixels.size());
  INKLING_REQUIRE(size > 0 && size % features == 0, "E_API_LENGTH", "predict_pixels(pixels)",
                  text(features, " numbers for each image"), text(size));
  const Index rows = size / features;
  PixelPredictions result;
  result.labels.reserve(static_cast<std::size_t>(rows));
  model.eval();
  const NoGradGuard no_grad;
  Matrix probabilities;
  for (Index first = 0; first < rows; first += kEvaluationBatchSize) {
    Matrix input(std::min(kEvaluationBatchSize, rows - first), features);
    to_input(
        pixels.subspan(static_cast<std::size_t>(first * features), static_cast<std::size_t>(input.size())),
        input.data());
    const Matrix& logits = model.forward(input);
    const Index classes = logits.cols();
    if (first == 0) {
      INKLING_REQUIRE(fits_index(rows, classes), "E_API_TOOBIG", "predict_pixels(pixels)",
                      "fewer than 2^31 probabilities", text(rows, " × ", classes));
      result.probabilities.resize(rows, classes);
    }
    softmax(MatrixView(logits), probabilities);
    require_finite(probabilities);
    result.probabilities.middleRows(first, input.rows()) = probabilities;
    for (Index i = 0; i < logits.rows(); ++i) {
      const std::span<const float> row(logits.row(i).data(), static_cast<std::size_t>(classes));
      result.labels.push_back(static_cast<std::int32_t>(argmax(row)));
    }
  }
  return result;
}

}  // namespace

Prediction predict(Module& model, DigitImage image) {
  Matrix pixels(1, static_cast<Index>(image.pixels.size()));
  pixels_to_input(image.pixels, pixels.data());
  model.eval();
  const NoGradGuard no_grad;
  Matrix probabilities;
  softmax(MatrixView(model.forward(pixels)), probabilities);
  require_finite(probabilities);
  const float* const first = probabilities.data();
  const float* const last = first + probabilities.size();
  return {static_cast<int>(std::max_element(first, last) - first), {first, last}, std::move(image)};
}

std::optional<Prediction> predict(Module& model, const Drawing& drawing, const RenderOptions& options) {
  std::optional<DigitImage> image = render(drawing, options);
  if (!image) return std::nullopt;
  return predict(model, *std::move(image));
}

std::optional<Prediction> predict(Module& model, const Bitmap& bitmap, const BitmapOptions& options) {
  std::optional<DigitImage> image = render_bitmap(bitmap, options);
  if (!image) return std::nullopt;
  return predict(model, *std::move(image));
}

std::optional<Prediction> predict(Module& model, const Bitmap& picture, PictureReading reading,
                                  const Frame& frame) {
  if (reading == PictureReading::as_it_is) return predict(model, resize_bitmap(picture, frame));
  // A photo's paper is not of one grey; a clean picture loses only its faintest edges.
  constexpr int kNoise = 40;
  return predict(model, picture, {.noise = kNoise, .frame = frame});
}

PixelPredictions predict_pixels(Module& model, Index features, std::span<const float> pixels) {
  const auto bad =
      std::find_if(pixels.begin(), pixels.end(), [](float pixel) { return !std::isfinite(pixel); });
  INKLING_REQUIRE(bad == pixels.end(), "E_API_INPUT", "predict_pixels(pixels)", "finite numbers",
                  text(*bad, " at ", bad - pixels.begin()));
  return predict_in_batches(model, features, pixels);
}

PixelPredictions predict_pixels(Module& model, Index features, std::span<const std::uint8_t> pixels) {
  return predict_in_batches(model, features, pixels);
}

}  // namespace inkling
