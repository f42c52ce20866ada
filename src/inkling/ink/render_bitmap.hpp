// From a picture of a digit (a photo, a scan, a pasted image) to the image that MNIST would have made of it.
#pragma once

#include <optional>

#include "inkling/ink/bitmap.hpp"
#include "inkling/ink/digit_image.hpp"

namespace inkling {

struct BitmapOptions {
  /// Differences from the paper up to this many grey levels are paper too. 0 is for clean pictures; a photo
  /// takes some 40.
  int noise = 0;
  Frame frame = {};  ///< of the image
};

/// Finds the paper's grey (the median along the border) and takes what differs from it for ink: what is
/// darker or what is lighter, whichever is more in all. The square around the ink, averaged to a box of 20 ×
/// 20 (Frame::box_side()), then goes the way of the strokes (place_in_frame). Ink smaller than 4 % of the
/// picture is a dot and is not magnified. Nearly every image of MNIST comes out as it went in, to one grey
/// level.
///
/// Nothing if there is no ink. Error E_INK_BITMAP unless rows and columns are above 0 and pixels are rows ×
/// columns; E_INK_NOISE unless 0 <= noise <= 255.
std::optional<DigitImage> render_bitmap(const Bitmap& bitmap, const BitmapOptions& options = {});

}  // namespace inkling
