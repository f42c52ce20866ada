// A small data set that a network can learn: each class has its own bright square.
#pragma once

#include <cstdint>
#include <vector>

#include "inkling/core/random.hpp"
#include "inkling/data/dataset.hpp"
#include "support/idx_bytes.hpp"

namespace inkling::testing {

inline IdxTensor pattern_labels(Index count) {
  IdxTensor labels{"labels", {count}, {}};
  for (Index i = 0; i < count; ++i) labels.values.push_back(static_cast<std::uint8_t>(i * 7 % 10));
  return labels;
}

/// 28 × 28 with noise below 64 and, for class c, a square of 255 in one of ten places.
inline IdxTensor pattern_images(Index count) {
  IdxTensor images{"images", {count, 28, 28}, {}};
  Generator generator(123);
  const IdxTensor labels = pattern_labels(count);
  for (Index i = 0; i < count; ++i) {
    const int label = labels.values[static_cast<std::size_t>(i)];
    const int top = 4 + 10 * (label / 5);
    const int left = 2 + 5 * (label % 5);
    for (int y = 0; y < 28; ++y)
      for (int x = 0; x < 28; ++x) {
        const bool bright = y >= top && y < top + 5 && x >= left && x < left + 5;
        images.values.push_back(bright ? 255 : static_cast<std::uint8_t>(generator.random32() % 64));
      }
  }
  return images;
}

inline Dataset pattern_dataset(Index count) {
  return {pattern_images(count), pattern_labels(count), 10};
}

/// The tensor as an IDX file.
inline std::vector<std::uint8_t> idx_bytes(const IdxTensor& tensor) {
  std::vector<std::uint8_t> bytes = idx_header({tensor.dims.begin(), tensor.dims.end()});
  bytes.insert(bytes.end(), tensor.values.begin(), tensor.values.end());
  return bytes;
}

}  // namespace inkling::testing
