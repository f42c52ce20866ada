#include "inkling/data/augmentation.hpp"

namespace inkling {

Augmentation draw_augmentation(const AugmentOptions& options, Index rows, Index columns,
                               Generator& generator) {
  Augmentation change;
  if (is_affine(options)) change.affine = draw_affine_change(options, rows, columns, generator);
  if (options.thickness != 0) change.thickness = draw_thickness(options.thickness, generator);
  if (options.elastic != 0) change.elastic = draw_elastic_change(options.elastic, generator);
  return change;
}

Augmenter::Augmenter(Index rows, Index columns)
    : image_(rows, columns),
      scratch_(rows, columns),
      neighbours_(rows, columns),
      field_(&ElasticField::instance()) {}

void Augmenter::apply(std::span<const std::uint8_t> pixels, float divisor, const Augmentation& change,
                      float* input) {
  image_.assign(pixels);
  change_thickness(image_, change.thickness, scratch_);
  const PixelBox ink = image_.ink();
  neighbours_.assign(image_, ink);
  resample(neighbours_, image_.rows(), image_.columns(), ink, change.affine, change.elastic, *field_, divisor,
           input);
}

}  // namespace inkling
