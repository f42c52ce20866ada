// The learning rate over a whole run, to look at before it is trained.
#pragma once

#include <vector>

#include "inkling/train/run_config.hpp"

namespace inkling {

struct LrPoint {
  double epoch = 0;  ///< epochs done
  double lr = 0;     ///< of the batch that comes then
};

struct LrPreview {
  std::vector<LrPoint> points;  ///< of the first batch to the last, at most kMostLrPoints
  LrPoint peak;                 ///< the first one with the highest rate, of all batches
};
inline constexpr Index kMostLrPoints = 200;

/// By the schedulers and changes of the run itself, with so many batches in an epoch; in runs of more than
/// 100,000 batches by fewer, wider ones. Error as canonical().
LrPreview lr_preview(const RunConfig& config, Index batches);

}  // namespace inkling
