#include "inkling/train/reliability.hpp"

#include <algorithm>
#include <cmath>

#include "inkling/core/error.hpp"
#include "inkling/nn/functional.hpp"

namespace inkling {

Reliability reliability(const Matrix& probabilities, std::span<const std::uint8_t> labels, Index bins) {
  INKLING_REQUIRE(static_cast<Index>(labels.size()) == probabilities.rows(), "E_API_SHAPE",
                  "reliability(labels)", text("a label for each of ", probabilities.rows(), " rows"),
                  text(labels.size()));
  INKLING_REQUIRE(bins >= 1, "E_API_RANGE", "reliability(bins)", "at least one", text(bins));
  Reliability result(static_cast<std::size_t>(bins));
  for (Index i = 0; i < probabilities.rows(); ++i) {
    const std::span<const float> row(probabilities.row(i).data(),
                                     static_cast<std::size_t>(probabilities.cols()));
    const Index read = argmax(row);
    const double confidence = row[static_cast<std::size_t>(read)];
    const auto above = static_cast<Index>(std::ceil(confidence * static_cast<double>(bins)));
    ReliabilityBin& bin = result[static_cast<std::size_t>(std::clamp<Index>(above - 1, 0, bins - 1))];
    ++bin.count;
    bin.confidence += confidence;
    bin.accuracy += read == labels[static_cast<std::size_t>(i)] ? 1 : 0;
  }
  for (ReliabilityBin& bin : result) {
    if (bin.count == 0) continue;
    bin.confidence /= static_cast<double>(bin.count);
    bin.accuracy /= static_cast<double>(bin.count);
  }
  return result;
}

double expected_calibration_error(const Reliability& bins) {
  double images = 0;
  double sum = 0;
  for (const ReliabilityBin& bin : bins) {
    images += static_cast<double>(bin.count);
    sum += static_cast<double>(bin.count) * std::abs(bin.accuracy - bin.confidence);
  }
  return images > 0 ? sum / images : 0;
}

}  // namespace inkling
