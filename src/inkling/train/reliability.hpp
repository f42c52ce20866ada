// How far a network's probabilities can be believed: of what it gives 80 %, are 80 % right?
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

/// Predictions of about the same confidence, which is the probability of the class that was read.
struct ReliabilityBin {
  Index count = 0;
  double confidence = 0;  ///< mean over the bin; 0 for an empty one
  double accuracy = 0;    ///< share that was right

  bool operator==(const ReliabilityBin&) const = default;
};

/// A reliability diagram (DeGroot and Fienberg 1983; Niculescu-Mizil and Caruana 2005): of equal width, the
/// first from 0, each with its upper end and without its lower one, as Guo et al. 2017 cut them.
using Reliability = std::vector<ReliabilityBin>;
inline constexpr Index kReliabilityBins = 15;

/// Of the class of the greatest probability (nn/functional.hpp's argmax). probabilities: (images, classes).
/// Error E_API_SHAPE unless there is one label for each row; E_API_RANGE unless bins >= 1.
Reliability reliability(const Matrix& probabilities, std::span<const std::uint8_t> labels,
                        Index bins = kReliabilityBins);

/// Expected calibration error: the mean over all images of |accuracy - confidence| of their bins (Naeini et
/// al. 2015, Guo et al. 2017). 0 without images.
double expected_calibration_error(const Reliability& bins);

}  // namespace inkling
