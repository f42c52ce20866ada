#include "inkling/train/first_layer.hpp"

#include <algorithm>

#include "inkling/core/error.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/train/signed_image.hpp"

namespace inkling {
namespace {

const Matrix& first_weight(Sequential& model) {
  for (std::size_t i = 0; i < model.size(); ++i)
    if (auto* const linear = dynamic_cast<Linear*>(&model.child_at(i)))
      return linear->named_parameters().front().parameter->value;
  throw Error({"E_API_STATE", "first_layer_images(model)", "a linear layer", "none", ""});
}

}  // namespace

UnitImages first_layer_images(Sequential& model, Index from, Index count) {
  const Matrix& weight = first_weight(model);
  INKLING_REQUIRE(from >= 0 && from < weight.rows(), "E_API_RANGE", "first_layer_images(from)",
                  text("a unit from 0 and below ", weight.rows()), text(from));
  INKLING_REQUIRE(count >= 1 && count <= kMostUnitImages, "E_API_TOOBIG", "first_layer_images(count)",
                  text("1 to ", kMostUnitImages), text(count));
  UnitImages images{
      .from = from, .units = weight.rows(), .features = weight.cols(), .shades = {}, .greatest = {}};
  const Index end = std::min(weight.rows(), from + count);
  images.shades.reserve(static_cast<std::size_t>((end - from) * weight.cols()));
  for (Index unit = from; unit < end; ++unit) {
    const SignedImage image = signed_image({weight.row(unit).data(), static_cast<std::size_t>(weight.cols())},
                                           "first_layer_images(model)");
    images.shades.insert(images.shades.end(), image.shades.begin(), image.shades.end());
    images.greatest.push_back(image.greatest);
  }
  return images;
}

}  // namespace inkling
