// The image that the network reads, and the last steps on the way to it: black ink and the place in the
// frame.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace inkling {

/// 28 × 28 grey levels, row by row, as in MNIST: 0 paper, 255 ink.
struct DigitImage {
  static constexpr int kSide = 28;
  std::array<std::uint8_t, kSide * kSide> pixels{};
};

/// MNIST fits the ink into a box of this side before it places it in the frame by its weight.
inline constexpr int kBoxSide = 20;

/// From the ink in the box (kBoxSide × kBoxSide values of any scale, row by row, none negative) to the image:
/// stretched so that the peak is 255, rounded half up, and pasted at the whole-pixel offset trunc(15 - c) on
/// each axis, where c is the centre of mass in pixels from the box's edge. That brings it to within half a
/// pixel of the middle of pixel 14. What then lies beyond the frame is cut off, which only happens to ink
/// heaped up at one end of its box. Nothing if there is no ink.
///
/// After making_qmnist/xnist.lsh of facebookresearch/qmnist (Yadav and Bottou, "Cold Case: The Lost MNIST
/// Digits", NeurIPS 2019), which reproduces MNIST to one grey level.
std::optional<DigitImage> place_in_frame(const std::vector<double>& box);

}  // namespace inkling
