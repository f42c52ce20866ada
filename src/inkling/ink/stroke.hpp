// What a person drew, as the pointer told it.
#pragma once

#include <vector>

namespace inkling {

/// In the units of the drawing area; x grows to the right, y downwards.
struct Point {
  float x = 0;
  float y = 0;
};

/// From pointer down to pointer up. One point alone is a dot.
using Stroke = std::vector<Point>;
using Drawing = std::vector<Stroke>;

}  // namespace inkling
