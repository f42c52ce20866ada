// Training images that are a little different each time: turned, scaled, sheared, shifted.
#pragma once

#include <span>

#include "inkling/core/random.hpp"
#include "inkling/core/types.hpp"

namespace inkling {

/// A change of an image about its middle, in this order: sheared, scaled, turned, shifted. As it is made, it
/// changes nothing.
struct AffineChange {
  float shear = 0;  ///< columns to the right for each row downwards
  float scale = 1;
  float turn = 0;  ///< clockwise; the tangent of half the angle, which needs no C library's sine
  float shift_x = 0;
  float shift_y = 0;  ///< columns to the right, rows downwards

  bool operator==(const AffineChange&) const = default;
};

/// How far a change of strength 1 goes at most, either way: 15 degrees, 15 %, a fifth, and 2 of MNIST's 28
/// pixels. About what Simard, Steinkraus and Platt (ICDAR 2003) and torchvision's examples take for digits.
inline constexpr float kMostTurn = 0.1316525F;  // tan(7.5°)
inline constexpr float kMostScale = 0.15F;
inline constexpr float kMostShear = 0.2F;
inline constexpr float kMostShift = 2.0F / 28;  // of the side

/// Draws generator.uniform(-1, 1) five times, for turn, scale, shear, shift_x and shift_y in this order; each
/// times its greatest value and `strength`, which is above 0 and at most 1.
AffineChange draw_affine_change(double strength, Index rows, Index columns, Generator& generator);

/// How many floats transform_image() works with.
constexpr Index transform_scratch_size(Index rows, Index columns) {
  return (rows + 3) * (columns + 3);
}

/// The changed image, rows × columns numbers in `input`: pixel / divisor, at each place between the four
/// pixels around where it comes from (bilinear, as torchvision's), 0 beyond the borders. An AffineChange{}
/// gives pixels_to_input()'s numbers to the bit. Basic arithmetic only, so the same bits everywhere.
void transform_image(std::span<const std::uint8_t> pixels, Index rows, Index columns, float divisor,
                     const AffineChange& change, std::span<float> scratch, float* input);

}  // namespace inkling
