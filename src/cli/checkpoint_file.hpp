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
  explicit CheckpointFile(std::filesystem::path path);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Saves when the last time is ten seconds ago: what a power cut may cost. Error E_WRITE.
  void save_if_due(Run& run);
  void save(Run& run);

 private:
  using Clock = std::chrono::steady_clock;

  std::filesystem::path path_;
  Clock::time_point last_ = Clock::now();
};

}  // namespace inkling::cli
