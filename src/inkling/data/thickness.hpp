// Strokes that are thicker or thinner: grey morphology (Serra, "Image Analysis and Mathematical Morphology",
// 1982).
#pragma once

#include "inkling/core/random.hpp"
#include "inkling/data/padded_image.hpp"

namespace inkling {

/// How far a change of strength 1 goes at most: towards the greatest of the 3 × 3 pixels around, which makes
/// strokes two pixels wider, and towards the least, of which MNIST's thinnest strokes would vanish. Chosen by
/// eye, so that its digits can still be read.
inline constexpr float kMostDilation = 0.7F;
inline constexpr float kMostErosion = 0.5F;

/// Draws generator.uniform(-1, 1): the share of the dilated image, or below 0 of the eroded one.
float draw_thickness(double strength, Generator& generator);

/// Mixes each pixel with the greatest of the 3 × 3 around it, or with the least if `share` is negative, in
/// shares of 1/256. What lies around the image is 0. `scratch` is an image of the same size. |share| <= 1.
void change_thickness(PaddedImage& image, float share, PaddedImage& scratch);

}  // namespace inkling
