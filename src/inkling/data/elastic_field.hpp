// Elastic distortions: Simard, Steinkraus and Platt, "Best practices for convolutional neural networks
// applied to visual document analysis", ICDAR 2003.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "inkling/core/random.hpp"
#include "inkling/core/types.hpp"

namespace inkling {

/// Simard's σ, in pixels whatever the image's size: how far apart places must be to move on their own.
inline constexpr double kElasticSigma = 4;

/// Simard's α: uniform numbers from -1 to 1, smoothed, times this are displacements in pixels. A change of
/// strength 1 takes at most this, where its displacements have a standard deviation of 1.38 pixels: with it
/// about one of MNIST's digits in ten is hard to read, and with all the amounts that are drawn, few are.
inline constexpr double kMostElastic = 34;

/// How an image is distorted: a window of the field, mirrored, and by how much. As it is made, not at all.
struct ElasticChange {
  std::uint8_t row = 0;  ///< of the window's upper left corner, below ElasticField::kPeriod
  std::uint8_t column = 0;
  bool swapped = false;  ///< whether the field's second half moves columns, and its first rows
  float x = 0;           ///< what the field is multiplied by: pixels of standard deviation, either sign
  float y = 0;

  bool operator==(const ElasticChange&) const = default;
};

/// Draws twice: a random32() for window and signs, and a uniform(0, 1), which times α times `strength` is the
/// amount.
ElasticChange draw_elastic_change(double strength, Generator& generator);

/// Two fields of smooth random numbers on a torus, from which each image takes a window: at each pixel two
/// numbers distributed as Simard's displacements, without a field drawn and smoothed for each image. They
/// come from a generator of their own with a constant seed, by basic arithmetic, so they are the same
/// everywhere. Mean 0 and variance 1.
class ElasticField {
 public:
  static constexpr Index kPeriod = 128;  ///< rows and columns after which it comes again
  static constexpr Index kSegment = 32;  ///< numbers of a row that lie side by side at any place

  /// The only one, made when it is first asked for, in some milliseconds.
  static const ElasticField& instance();

  /// kSegment numbers of one half, 0 or 1, that begin at a place of the torus, anywhere on the plane >= 0.
  [[nodiscard]] const float* at(bool half, Index row, Index column) const {
    return halves_[half ? 1 : 0].data() + (row % kPeriod) * kStride + column % kPeriod;
  }

  /// Nothing in it is greater, either way.
  [[nodiscard]] float most() const { return most_; }

 private:
  static constexpr Index kStride = kPeriod + kSegment;  // the first columns stand once more behind the last

  ElasticField();

  std::array<std::vector<float>, 2> halves_;
  float most_ = 0;
};

}  // namespace inkling
