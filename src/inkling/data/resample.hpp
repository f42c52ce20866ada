// An image whose pixels come from other places of it.
#pragma once

#include <vector>

#include "inkling/data/affine_change.hpp"
#include "inkling/data/elastic_field.hpp"
#include "inkling/data/padded_image.hpp"

namespace inkling {

/// Each pixel with its neighbours on the right, below, and on the right below, in the bytes of one number
/// from the lowest up: what lies around a place is one read, where vectors have no reads from many places.
class Neighbours {
 public:
  Neighbours(Index rows, Index columns);

  /// `ink` is the image's box.
  void assign(const PaddedImage& image, const PixelBox& ink);

  /// Row and column count from the zeros, as in a PaddedImage of stride().
  [[nodiscard]] const std::uint32_t* data() const { return values_.data(); }
  [[nodiscard]] Index stride() const { return stride_; }

 private:
  Index stride_;
  std::vector<std::uint32_t> values_;
};

/// rows × columns numbers in `input`: at each place the grey level of where it comes from, between the four
/// pixels around (bilinear, as torchvision's), divided by `divisor`; 0 beyond the borders. It comes from
/// where the affine change takes it from, plus the displacement of the elastic one. Only the box that ink can
/// reach is computed. Without a change the numbers are pixels_to_input()'s to the bit. Basic arithmetic only,
/// so the same bits everywhere.
void resample(const Neighbours& neighbours, Index rows, Index columns, const PixelBox& ink,
              const AffineChange& affine, const ElasticChange& elastic, const ElasticField& field,
              float divisor, float* input);

}  // namespace inkling
