#include "inkling/ink/half_plane.hpp"

#include <algorithm>
#include <cmath>

namespace inkling {

double half_plane_share(double nx, double ny, double inside, double size) {
  // Seen along the edge the square is a trapezoid, the convolution of two boxes.
  const double wide = size * std::max(std::abs(nx), std::abs(ny));
  const double narrow = size * std::min(std::abs(nx), std::abs(ny));
  const double depth = std::abs(inside);
  double larger = 1;
  if (depth <= (wide - narrow) / 2) {
    larger = 0.5 + depth / wide;
  } else if (depth < (wide + narrow) / 2) {
    const double corner = (wide + narrow) / 2 - depth;
    larger = 1 - corner * corner / (2 * wide * narrow);
  }
  return inside >= 0 ? larger : 1 - larger;
}

}  // namespace inkling
