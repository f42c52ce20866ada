// Writes digits as people around the world do, each time a little differently, and what is no digit.
#pragma once

#include <optional>

#include "inkling/core/random.hpp"
#include "inkling/ink/digit_image.hpp"
#include "inkling/ink/skeletons.hpp"
#include "inkling/ink/stroke.hpp"

namespace inkling {

/// What nobody has written.
struct Writing {
  Drawing drawing = {};       ///< on a canvas of kWritingSize
  double stroke_width = 2.5;  ///< of the pen, in pixels of MNIST's 28: see RenderOptions
};
inline constexpr double kWritingSize = 200;

/// Writes along a skeleton, with a slant, proportions, roundness, carelessness, speed and pen drawn for this
/// once.
///
/// The same on every machine, as all in this file: only + - * / and sqrt are used.
Writing write(const Skeleton& skeleton, Generator& generator);

/// Writes along one of the digit's skeletons. Error E_API_RANGE unless 0 <= digit <= 9.
Writing write_digit(int digit, Generator& generator);

/// A letter, a sign, a tangle of lines, a scribble, some dashes, some dots.
Writing write_non_digit(Generator& generator);

/// The image of it: see render(). Nothing for an empty drawing.
std::optional<DigitImage> render(const Writing& writing, const Frame& frame = {});

}  // namespace inkling
