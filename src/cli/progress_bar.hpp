// One line at the bottom of a terminal that says how far an epoch is.
#pragma once

#include "inkling/train/fit.hpp"

namespace inkling::cli {

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
  Index epochs_;
  bool terminal_;
  bool drawn_ = false;
};

}  // namespace inkling::cli
