// The images that a network gets most wrong, to look at.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

/// An image and what it was taken for: another class than its own, but in Evaluator::taken().
struct Mistake {
  Index index = 0;              ///< of the image in its data set
  int label = 0;                ///< its class
  int predicted = 0;            ///< what it was taken for
  float probability = 0;        ///< that the network gives to `predicted`
  float label_probability = 0;  ///< that it gives to `label`
  float loss = 0;               ///< cross entropy of this image alone
};

/// The `count` mistakes of greatest loss, or all when there are fewer, greatest first and for equal losses by
/// index. A loss that is NaN counts as greatest, as in torch.topk.
std::vector<Mistake> most_mistaken(std::span<const Mistake> mistakes, std::size_t count);

}  // namespace inkling
