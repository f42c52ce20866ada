#include "inkling/train/signed_image.hpp"

#include <algorithm>
#include <cmath>

#include "inkling/core/error.hpp"

namespace inkling {

SignedImage signed_image(std::span<const float> values, const char* where) {
  SignedImage image;
  for (const float value : values) {
    INKLING_REQUIRE(std::isfinite(value), "E_MODEL_NONFINITE", where, "finite numbers in the network",
                    text(value), "Its training has diverged; reset it.");
    image.greatest = std::max(image.greatest, std::abs(value));
  }
  image.shades.reserve(values.size());
  for (const float value : values) {
    // Divided first: 127 · value may be beyond what a float holds.
    const float share = image.greatest > 0 ? value / image.greatest : 0;
    image.shades.push_back(static_cast<std::int8_t>(std::lround(127 * share)));
  }
  return image;
}

}  // namespace inkling
