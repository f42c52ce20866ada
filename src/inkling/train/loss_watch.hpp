// The last losses of a run's batches, for those who look at how it goes.
#pragma once

#include <array>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

/// Keeps the last kKept losses; the rest is forgotten.
class LossWatch {
 public:
  static constexpr Index kKept = 128;

  void observe(double loss) { losses_[static_cast<std::size_t>(seen_++ % kKept)] = loss; }

  /// Since it was made, or cleared.
  [[nodiscard]] Index seen() const { return seen_; }
  void clear() { seen_ = 0; }

  /// Those that are kept, the oldest first.
  [[nodiscard]] std::vector<double> last() const {
    std::vector<double> out;
    for (Index i = seen_ > kKept ? seen_ - kKept : 0; i < seen_; ++i)
      out.push_back(losses_[static_cast<std::size_t>(i % kKept)]);
    return out;
  }

 private:
  std::array<double, kKept> losses_ = {};
  Index seen_ = 0;
};

}  // namespace inkling
