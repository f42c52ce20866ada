// Looks on while a run is trained: its last losses, and what goes on inside its network.
#pragma once

#include <vector>

#include "inkling/core/error.hpp"
#include "inkling/train/advice.hpp"
#include "inkling/train/health.hpp"
#include "inkling/train/loss_watch.hpp"
#include "inkling/train/run.hpp"

namespace inkling {

/// To be told of each Fit::advance(), before and after; it changes nothing of the run.
class RunWatch {
 public:
  void before(Run& run);
  void after(Run& run, const Progress& progress);
  void failed(const Error& error) { diverged_ = diverged_ || error.code() == "E_TRAIN_DIVERGED"; }

  /// Another run begins.
  void clear() { *this = {}; }

  /// Of the last step that was measured; the next step is measured too.
  const NetworkHealth& health();

  /// What there is to say; `has_more_images` as RunFacts has it.
  [[nodiscard]] std::vector<Advice> advice(Run& run, bool has_more_images) const;

 private:
  LossWatch losses_;
  HealthProbe probe_;
  bool measuring_ = false;  // the step that is under way
  bool diverged_ = false;
};

}  // namespace inkling
