// The image that the network reads, and the last steps on the way to it: black ink and the place in the
// frame.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

/// MNIST fits the ink into a box of this side before it places it in the frame by its weight.
inline constexpr int kBoxSide = 20;

/// How large an image is to be, in pixels.
struct Frame {
  static constexpr int kSide = 28;  ///< MNIST's
  Index rows = kSide;
  Index columns = kSide;

  /// Side of the box that the ink is fitted into: of the shorter side as much as MNIST's 20 is of 28,
  /// rounded, at least a pixel.
  [[nodiscard]] int box_side() const;

  bool operator==(const Frame&) const = default;
};

/// Grey levels, row by row, as in MNIST: 0 paper, 255 ink.
struct DigitImage {
  static constexpr int kSide = Frame::kSide;
  Frame frame = {};
  std::vector<std::uint8_t> pixels =
      std::vector<std::uint8_t>(static_cast<std::size_t>(frame.rows * frame.columns));
};

/// Ink of any scale, none of it negative and some above 0, as grey levels: stretched so that the peak is 255,
/// rounded half up.
std::vector<std::uint8_t> stretched(const std::vector<double>& ink);

/// From the ink in the box (box_side() × box_side() values of any scale, row by row, none negative) to the
/// image: stretched(), and pasted at the whole-pixel offset trunc(side / 2 + 1 - c) on each axis, where c is
/// the centre of mass in pixels from the box's edge; for MNIST trunc(15 - c). That brings it to within half a
/// pixel of the middle of pixel 14. What then lies beyond the frame is cut off, which only happens to ink
/// heaped up at one end of its box. Nothing if there is no ink.
///
/// After making_qmnist/xnist.lsh of facebookresearch/qmnist (Yadav and Bottou, "Cold Case: The Lost MNIST
/// Digits", NeurIPS 2019), which reproduces MNIST to one grey level.
std::optional<DigitImage> place_in_frame(const std::vector<double>& box, const Frame& frame = {});

}  // namespace inkling
