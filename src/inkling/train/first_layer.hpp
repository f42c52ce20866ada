// What the units of a network's first layer look for: their weights as images.
#pragma once

#include <cstdint>
#include <vector>

#include "inkling/nn/sequential.hpp"

namespace inkling {

inline constexpr Index kMostUnitImages = 1024;  ///< in one call

struct UnitImages {
  Index from = 0;
  Index units = 0;                  ///< of the layer, not of the images here
  Index features = 0;               ///< pixels of each image
  std::vector<std::int8_t> shades;  ///< one image after the other, each scaled by its own greatest weight
  std::vector<float> greatest;      ///< of each unit: the magnitude that 127 stands for
};

/// The rows of the first Linear's weight, units `from` to `from + count - 1`, fewer at the end. Each has a
/// scale of its own: with one for all, units that are still small would be grey, and what they look for would
/// not be seen. Error E_API_STATE for a network without a Linear, E_API_RANGE unless there is a unit `from`,
/// E_API_TOOBIG unless 1 <= count <= kMostUnitImages, E_MODEL_NONFINITE.
UnitImages first_layer_images(Sequential& model, Index from, Index count);

}  // namespace inkling
