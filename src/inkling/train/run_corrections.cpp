#include "inkling/train/run_corrections.hpp"

#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/train/checkpoint.hpp"

namespace inkling {

void RunCorrections::begin(Run& run, const Dataset& own, const Dataset& test, CorrectionOptions options) {
  INKLING_REQUIRE(!under_way(), "E_API_STATE", "correction", "no other one under way", "one",
                  "Wait for it, or cancel it.");
  std::vector<std::uint8_t> before = write_checkpoint(run);
  options.seed = run.config().seed + static_cast<std::uint64_t>(run.corrections());
  correction_.emplace(run.model(), own, run.training_set(), test, options);
  before_ = std::move(before);
  run_ = &run;
}

CorrectionProgress RunCorrections::step() {
  INKLING_REQUIRE(under_way(), "E_API_STATE", "correction", "one that was begun", "none",
                  "Has another run begun meanwhile?");
  CorrectionProgress progress;
  try {
    progress = correction_->step();
  } catch (...) {
    cancel();
    throw;
  }
  if (!correction_->done()) return progress;
  keep_undone();
  result_ = correction_->result();
  run_->set_corrections(run_->corrections() + 1);
  cancel();  // nothing is left to give back
  return progress;
}

void RunCorrections::keep_undone() {
  undo_.push_back(std::move(before_));
  std::size_t bytes = 0;
  for (const std::vector<std::uint8_t>& copy : undo_) bytes += copy.size();
  while (undo_.size() > 1 && (undo_.size() > kMostUndone || bytes > most_undone_bytes_)) {
    bytes -= undo_.front().size();
    undo_.pop_front();
  }
}

void RunCorrections::cancel() {
  correction_.reset();
  before_.clear();
  run_ = nullptr;
}

const CorrectionResult& RunCorrections::result() const {
  INKLING_REQUIRE(result_.has_value(), "E_API_STATE", "correction", "one that came to its end", "none yet");
  return *result_;
}

std::unique_ptr<Run> RunCorrections::undo(const TrainingSplit& split) {
  INKLING_REQUIRE(!under_way() && !undo_.empty(), "E_API_STATE", "undo", "a correction to take back",
                  under_way() ? "one under way" : "none");
  constexpr const char* kName = "the run before the correction";
  auto run = resume(read_checkpoint(undo_.back(), kName), split, kName);
  undo_.pop_back();
  result_.reset();
  return run;
}

void RunCorrections::clear() {
  cancel();
  result_.reset();
  undo_.clear();
}

}  // namespace inkling
