#include "cli/checkpoint_file.hpp"

#include <utility>

#include "cli/files.hpp"

namespace inkling::cli {
namespace {

// Parameters, as many numbers of the optimizer, and the order of two million images.
constexpr std::size_t kMaxCheckpointBytes = 256U << 20;
constexpr std::chrono::seconds kInterval{10};

}  // namespace

Checkpoint load_checkpoint(const std::filesystem::path& path) {
  return read_checkpoint(read_file(path, kMaxCheckpointBytes), path.string());
}

CheckpointFile::CheckpointFile(std::filesystem::path path) : path_(std::move(path)) {
  if (!path_.empty()) require_writable(path_);
}

void CheckpointFile::save_if_due(Run& run) {
  if (Clock::now() - last_ >= kInterval) save(run);
}

void CheckpointFile::save(Run& run) {
  last_ = Clock::now();
  if (!path_.empty()) write_file(path_, write_checkpoint(run));
}

}  // namespace inkling::cli
