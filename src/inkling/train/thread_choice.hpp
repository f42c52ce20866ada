// How many threads a training step goes fastest with.
#pragma once

#include <array>
#include <vector>

namespace inkling {

/// Tries 1, 2, 4, … threads for some steps each, keeps the number that was fastest, and tries again from time
/// to time: a small network loses more by handing work over than it gains, and a machine may get busy. What
/// is computed does not depend on it.
class ThreadChoice {
 public:
  /// The number of threads for the next step, at most `most`. A change of `most` begins anew.
  int next(int most);

  /// How long that step took.
  void took(double seconds);

 private:
  static constexpr int kSteps = 6;    // with one number, in a row
  static constexpr int kWarmUp = 2;   // of them, in which the caches fill; they do not count
  static constexpr int kRounds = 3;   // over all numbers, since a machine's speed drifts
  static constexpr int kKept = 1500;  // steps with the fastest one, about a second
  void begin(int most);
  void choose();

  struct Candidate {
    int threads;
    std::vector<double> seconds;
  };
  int most_ = 0;
  std::vector<Candidate> candidates_;
  std::size_t trying_ = 0;  // candidates_.size(): none, one was chosen
  int chosen_ = 1;
  int step_ = 0;
  int round_ = 0;
};

}  // namespace inkling
