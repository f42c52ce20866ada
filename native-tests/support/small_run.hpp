// A small run on images that a network can learn, for what is saved and taken up again.
#pragma once

#include <memory>

#include "inkling/train/run.hpp"
#include "inkling/train/written_digits.hpp"
#include "support/patterns.hpp"

namespace inkling::testing {

inline constexpr Index kImages = 75;  ///< 3 batches, the last one smaller
inline constexpr Index kBatch = 32;

inline RunConfig small_config() {
  return {.layers = {784, 12, 10}, .lr = 0.1, .momentum = 0.9, .batch_size = 32, .epochs = 3};
}

inline TrainingSplit small_split() {
  return {pattern_dataset(kImages), pattern_dataset(40)};
}

/// Prepared as MNIST's, so that a run may have written digits beside them.
inline TrainingSplit ink_split() {
  const auto digits = [](Index count, std::uint64_t seed) {
    const WrittenDigits written(count, seed);
    IdxTensor images{"images", {count, 28, 28}, {}};
    IdxTensor labels{"labels", {count}, {}};
    for (Index i = 0; i < count; ++i) {
      images.values.insert(images.values.end(), written.image(i).begin(), written.image(i).end());
      labels.values.push_back(written.label(i));
    }
    return Dataset(images, labels, 10);
  };
  return {digits(kImages, 11), digits(40, 12)};
}

/// After so many calls of advance().
inline std::unique_ptr<Run> small_run(int calls) {
  auto run = std::make_unique<Run>(small_config());
  run->set_data(small_split());
  for (int i = 0; i < calls; ++i) run->fit().advance();
  return run;
}

}  // namespace inkling::testing
