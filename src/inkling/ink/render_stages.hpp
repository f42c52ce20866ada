// How strokes become the image that the network reads, a picture for each step: for people to look at.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "inkling/ink/normalize.hpp"

namespace inkling {

/// A square picture: side × side grey levels, 0 paper, 255 ink.
struct SquareImage {
  int side = 0;
  std::vector<std::uint8_t> pixels;
};

struct RenderStages {
  static constexpr int kPaperSide = 84;  ///< of the pictures that are only to look at

  SquareImage paper;   ///< the paper as it is
  SquareImage box;     ///< the square around the ink, with the pen as wide as on the paper
  SquareImage fitted;  ///< box_side() × box_side(), with MNIST's pen, stretched
  DigitImage placed;   ///< by its centre of mass: what render() gives
};

/// `pen_width` is the pen's on the paper, in the units of the points. None if there is no point. Errors as
/// render(), and E_INK_WIDTH unless pen_width is finite and above 0.
std::optional<RenderStages> render_stages(const Drawing& drawing, double pen_width,
                                          const RenderOptions& options);

}  // namespace inkling
