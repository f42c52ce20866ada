// Training images that are a little different each time.
#pragma once

#include <cstdint>
#include <span>

#include "inkling/data/affine_change.hpp"
#include "inkling/data/augment_options.hpp"
#include "inkling/data/elastic_field.hpp"
#include "inkling/data/resample.hpp"
#include "inkling/data/thickness.hpp"

namespace inkling {

/// The changes of one image. As it is made, it changes nothing.
struct Augmentation {
  AffineChange affine = {};
  float thickness = 0;
  ElasticChange elastic = {};

  bool operator==(const Augmentation&) const = default;
};

/// Draws the affine kinds if any of them is on, five numbers, then thickness, one, and then elastic, two.
/// What is off draws nothing. `options` are valid.
Augmentation draw_augmentation(const AugmentOptions& options, Index rows, Index columns,
                               Generator& generator);

/// Changes images of one size, one after the other; each thread needs its own.
class Augmenter {
 public:
  Augmenter(Index rows, Index columns);

  /// rows × columns numbers in `input`: the image, first thicker or thinner, then resample()d. An
  /// Augmentation{} gives pixels_to_input()'s numbers to the bit.
  void apply(std::span<const std::uint8_t> pixels, float divisor, const Augmentation& change, float* input);

 private:
  PaddedImage image_;
  PaddedImage scratch_;
  Neighbours neighbours_;
  const ElasticField* field_;
};

}  // namespace inkling
