// The smallest run: images of 2 × 2 pixels, so that a checkpoint of it is short enough to be damaged
// everywhere.
#pragma once

#include <memory>

#include "inkling/train/run.hpp"

namespace inkling::testing {

inline Dataset tiny_dataset(Index count) {
  IdxTensor images{"images", {count, 2, 2}, {}};
  IdxTensor labels{"labels", {count}, {}};
  for (Index i = 0; i < count; ++i) {
    for (Index pixel = 0; pixel < 4; ++pixel)
      images.values.push_back(static_cast<std::uint8_t>(60 * i + 90 * pixel));
    labels.values.push_back(static_cast<std::uint8_t>(i % 2));
  }
  return {images, labels, 2};
}

inline TrainingSplit tiny_split() {
  return {tiny_dataset(6), tiny_dataset(4)};
}

/// After so many calls of advance().
inline std::unique_ptr<Run> tiny_run(const RunConfig& config, int calls) {
  auto run = std::make_unique<Run>(config);
  run->set_data(tiny_split());
  for (int i = 0; i < calls; ++i) run->fit().advance();
  return run;
}

}  // namespace inkling::testing
