// Where a run is saved while it trains, and where it is taken up again.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "inkling/train/checkpoint.hpp"

namespace inkling::cli {

/// Error E_READ, and those of read_checkpoint().
Checkpoint load_checkpoint(const std::filesystem::path& path);

class CheckpointFile {
 public:
  /// An empty path: nothing is ever saved. Error E_WRITE when nothing can be written there.
  CheckpointFile(std::filesystem::path path, double every_seconds);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Saves when the last time is so long ago: what a kill may cost. When it cannot be written now, says so
  /// once and goes on: hours of training are worth more.
  void save_if_due(Run& run);
  void save(Run& run);  ///< Error E_WRITE

 private:
  using Clock = std::chrono::steady_clock;

  std::filesystem::path path_;
  Clock::duration interval_;
  bool warned_ = false;
  Clock::time_point last_ = Clock::now();
};

}  // namespace inkling::cli
