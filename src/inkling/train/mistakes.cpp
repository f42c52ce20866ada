#include "inkling/train/mistakes.hpp"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

/// A strict order even with NaN, which `>` alone would not give and sorting needs.
bool worse(const Mistake& a, const Mistake& b) {
  const bool a_is_nan = std::isnan(a.loss);
  const bool b_is_nan = std::isnan(b.loss);
  if (a_is_nan != b_is_nan) return a_is_nan;
  if (!a_is_nan && a.loss != b.loss) return a.loss > b.loss;
  return a.index < b.index;
}

}  // namespace

std::vector<Mistake> most_mistaken(std::span<const Mistake> mistakes, std::size_t count) {
  std::vector<Mistake> worst(std::min(count, mistakes.size()));
  std::partial_sort_copy(mistakes.begin(), mistakes.end(), worst.begin(), worst.end(), worse);
  return worst;
}

}  // namespace inkling
