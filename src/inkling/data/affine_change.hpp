// Images that are turned, scaled, sheared and shifted.
#pragma once

#include "inkling/core/random.hpp"
#include "inkling/core/types.hpp"
#include "inkling/data/augment_options.hpp"

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

/// Draws generator.uniform(-1, 1) five times, for turn, scale, shear, shift_x and shift_y in this order, and
/// multiplies each by its greatest value and its strength: a kind more or less leaves the others' draws.
AffineChange draw_affine_change(const AugmentOptions& options, Index rows, Index columns,
                                Generator& generator);

/// (x, y) → (xx · x + xy · y + x0, yx · x + yy · y + y0), in columns and rows.
struct AffineMap {
  float xx = 1;
  float xy = 0;
  float yx = 0;
  float yy = 1;
  float x0 = 0;
  float y0 = 0;
};

/// Where each place of the changed image comes from.
AffineMap source_map(const AffineChange& change, Index rows, Index columns);

/// Where each place of the image goes to.
AffineMap target_map(const AffineChange& change, Index rows, Index columns);

}  // namespace inkling
