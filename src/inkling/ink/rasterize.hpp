// Pen strokes to coverage: how much of each pixel the ink hides.
#pragma once

#include <vector>

namespace inkling {

/// In pixels; x grows to the right, y downwards.
struct Place {
  double x = 0;
  double y = 0;
};
using Polyline = std::vector<Place>;

/// The covered share of every pixel, 0..1: side × side values, row by row, of the union of all lines drawn
/// with a round pen `width` pixels wide. The origin is the middle of the grid. A line of one point is a dot,
/// ink on ink is no blacker, and ink beyond the grid is cut off.
///
/// Areas are off by less than one of 255 grey levels where the pen is at least 1.5 pixels wide: an outline
/// counts as straight within a small cell when the distances at its corners say so. Unlike samples that are
/// either in or out they hardly change with the coordinates' last digits, so that a drawing that is moved,
/// scaled or sampled otherwise keeps its grey levels. Only + - * / and sqrt are used: every IEEE 754 machine
/// computes the same.
///
/// Coordinates are to be finite, width > 0 and side >= 0.
std::vector<double> rasterize(const std::vector<Polyline>& lines, double width, int side);

}  // namespace inkling
