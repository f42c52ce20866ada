// The corrections of a run, one after the other, and the way back from each.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "inkling/train/correction.hpp"
#include "inkling/train/run.hpp"

namespace inkling {

/// Corrects a run's network. Training goes on with the batches that it would have had without: the run's
/// generator, optimizer and place stay as they are. Before each correction the whole run is put aside as its
/// checkpoint, so that undo() also takes back what was trained since. One for each run, which must outlive it
/// and is always the same until clear() or undo().
class RunCorrections {
 public:
  /// Of the copies of the run, the newest of which is always kept.
  static constexpr std::size_t kMostUndone = 8;
  /// Of the 2 GB that a page's module may have, the run itself, its copies being saved and the data come
  /// first.
  static constexpr std::size_t kMostUndoneBytes = 256'000'000;

  explicit RunCorrections(std::size_t most_undone_bytes = kMostUndoneBytes)
      : most_undone_bytes_(most_undone_bytes) {}

  /// Begins a correction: see Correction. The seed follows from the run's and the number of its corrections.
  /// Error E_API_STATE while one is under way or the run has no data, E_ST_NONFINITE for a network that has
  /// diverged, and as Correction.
  void begin(Run& run, const Dataset& own, const Dataset& test, CorrectionOptions options = {});

  [[nodiscard]] bool under_way() const { return correction_.has_value(); }

  /// One batch. After the last one the run counts as corrected, and result() is there. Error E_API_STATE
  /// when none is under way, E_TRAIN_DIVERGED: the network is then as it was, and nothing is under way.
  CorrectionProgress step();

  /// Gives the network back as it was before the correction that is under way; nothing otherwise.
  void cancel();

  /// Of the last correction. Error E_API_STATE when there is none.
  [[nodiscard]] const CorrectionResult& result() const;

  /// The run as it was when the correction that is under way began, as its checkpoint: what is to be kept
  /// meanwhile.
  [[nodiscard]] const std::vector<std::uint8_t>& run_before() const { return before_; }

  [[nodiscard]] std::size_t undoable() const { return undo_.size(); }

  /// The run as it was before the last correction, to the bit, to take the place of the one there is. Error
  /// E_API_STATE when there is none that can be undone, or one is under way.
  std::unique_ptr<Run> undo(const TrainingSplit& split);

  /// Another run takes this one's place.
  void clear();

 private:
  void keep_undone();

  std::size_t most_undone_bytes_;
  Run* run_ = nullptr;  // of the correction that is under way
  std::vector<std::uint8_t> before_;
  std::optional<Correction> correction_;
  std::optional<CorrectionResult> result_;
  std::deque<std::vector<std::uint8_t>> undo_;  // checkpoints, the newest last
};

}  // namespace inkling
