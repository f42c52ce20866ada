// What a Session tells of the inside of its network, and of its images.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inkling/train/activations.hpp"
#include "inkling/train/confusion.hpp"
#include "inkling/train/first_layer.hpp"
#include "inkling/train/mistakes.hpp"
#include "inkling/train/saliency.hpp"

namespace inkling {

/// What the images are for. `training` and `validation` are the run's.
enum class DataPart { training, validation, test };

/// An image on its way through the network; `probabilities` and `label` are what predict() would tell of it.
struct Activations {
  std::vector<LayerActivations> layers;  ///< the last are the logits
  std::vector<float> probabilities;
  int label = 0;
};

/// Of which network, on which images, a pass is.
struct Pass {
  DataPart part = DataPart::test;
  Index epoch = 0;      ///< epochs that the network had been trained for
  Index step = 0;       ///< batches likewise
  std::string network;  ///< its fingerprint()
};

struct Measurement {
  DataPart part = DataPart::test;
  Index epoch = 0;
  Index step = 0;
  bool current = false;  ///< the network is still the one that was measured
  double loss = 0;
  ConfusionMatrix confusion;
};

inline constexpr Index kMostCellImages = 200;

struct CellImage {
  Mistake reading;
  std::vector<std::uint8_t> pixels;
};

}  // namespace inkling
