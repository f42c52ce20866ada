// A curve that PyTorch recorded, to be printed beside our own.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "inkling/train/run.hpp"

namespace inkling::cli {

/// The validation losses of PyTorch's run with the same configuration and seed.
class ReferenceCurve {
 public:
  /// Reads a file that assets/reference/generate.py wrote: tensors seed<N>.validation_loss, and in its
  /// metadata the run's configuration and what tells its images. Error E_READ, E_ST_*; E_REFERENCE when it
  /// was made with another configuration or other images, or has no such seed: what differs on purpose is not
  /// compared.
  ReferenceCurve(const std::filesystem::path& path, const RunConfig& config, const TrainingSplit& images);

  /// After that epoch, 1 for the first; none beyond the recorded ones.
  [[nodiscard]] std::optional<double> validation_loss(Index epoch) const;

  /// Notes how far our loss is from it; the greatest distance so far is worst().
  void note(Index epoch, double our_loss);
  [[nodiscard]] double worst() const { return worst_; }
  [[nodiscard]] Index worst_epoch() const { return worst_epoch_; }  ///< 0: nothing noted yet

 private:
  std::vector<double> losses_;
  double worst_ = 0;
  Index worst_epoch_ = 0;
};

}  // namespace inkling::cli
