// What makes a drawing unlike MNIST's digits: for a word to the person who drew it.
#pragma once

#include <optional>

#include "inkling/ink/digit_image.hpp"
#include "inkling/ink/stroke.hpp"

namespace inkling {

struct DrawingHint {
  /// In the order in which they are looked for.
  enum class Kind {
    dot,         ///< below kDotShare of the paper, so that it is not magnified; value: its share of the paper
    small,       ///< so small that the pen's trembling is magnified with it; value: likewise
    cut_off,     ///< it reaches the paper's edge; value: how many points lie there or beyond
    little_ink,  ///< value: full pixels of the image, if that were MNIST's 28 × 28
    much_ink,    ///< value: likewise
    apart,       ///< things with a gap between them that no digit has; value: pixels, likewise
    flat,        ///< wider than any digit; value: width / height
    thin,        ///< value: width of the strokes in pixels, likewise
    thick,
  };
  Kind kind = Kind::dot;
  double value = 0;
};

/// The first that is true of a drawing; an ordinary digit has none. `drawing` are its strokes, of a picture
/// none; `canvas_size` is the longer side of the paper, in the units of the points; `image` is what the
/// network sees of it. An image without ink has none.
///
/// The bounds are what 1 of 1,000 of MNIST's training images lie beyond, or 1 of 10,000 (width / height,
/// gaps): 0.4 % of the images have a hint, and one of 7,494 digits that people wrote on a tablet.
std::optional<DrawingHint> drawing_hint(const Drawing& drawing, double canvas_size, const DigitImage& image);

}  // namespace inkling
