// One line at the bottom of a terminal that says how far an epoch is, and how long the run will take.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "inkling/train/fit.hpp"

namespace inkling::cli {

/// "0:07", "12:34", "1:02:03".
std::string clock_text(double seconds);

/// Draws on stderr, and only if that is a terminal: a log file gets no control characters.
class ProgressBar {
 public:
  explicit ProgressBar(Index epochs);
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(const Progress& progress);
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] std::string time_left(double done);

  Index epochs_;
  Clock::time_point start_ = Clock::now();
  std::optional<double> done_at_start_;  // a resumed run's, of 1
  bool terminal_;
  bool drawn_ = false;
};

}  // namespace inkling::cli
