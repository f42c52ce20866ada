// From where to where something reaches on an axis.
#pragma once

#include <algorithm>
#include <limits>

namespace inkling {

/// In double, since the difference of two floats need not be a float. Of nothing at first.
struct Bounds {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void add(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  void add(const Bounds& other) {
    low = std::min(low, other.low);
    high = std::max(high, other.high);
  }
  [[nodiscard]] double size() const { return high - low; }
  [[nodiscard]] double center() const { return (low + high) / 2; }
  [[nodiscard]] bool empty() const { return high < low; }
};

}  // namespace inkling
