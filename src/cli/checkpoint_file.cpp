#include "cli/checkpoint_file.hpp"

#include <iostream>
#include <utility>

#include "cli/files.hpp"
#include "inkling/core/error.hpp"

namespace inkling::cli {
namespace {

// Parameters, as many numbers of the optimizer, and the order of two million images.
constexpr std::size_t kMaxCheckpointBytes = 256U << 20;

}  // namespace

Checkpoint load_checkpoint(const std::filesystem::path& path) {
  return read_checkpoint(read_file(path, kMaxCheckpointBytes), path.string());
}

CheckpointFile::CheckpointFile(std::filesystem::path path, double every_seconds)
    : path_(std::move(path)),
      interval_(std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(every_seconds))) {
  if (!path_.empty()) require_writable(path_);
}

void CheckpointFile::save_if_due(Run& run) {
  if (path_.empty() || Clock::now() - last_ < interval_) return;
  try {
    save(run);
  } catch (const Error& error) {
    if (error.code() != "E_WRITE") throw;
    if (!warned_) std::cerr << "inkling: " << error.what() << "; training goes on\n";
    warned_ = true;
    last_ = Clock::now();
  }
}

void CheckpointFile::save(Run& run) {
  if (!path_.empty()) write_file(path_, write_checkpoint(run));
  last_ = Clock::now();
}

}  // namespace inkling::cli
