#include "inkling/train/thread_choice.hpp"

#include <algorithm>

namespace inkling {

int ThreadChoice::next(int most) {
  if (most != most_) begin(most);
  return trying_ < candidates_.size() ? candidates_[trying_].threads : chosen_;
}

void ThreadChoice::begin(int most) {
  most_ = most;
  candidates_.clear();
  for (int threads = 1; threads < most; threads *= 2) candidates_.push_back({threads, {}});
  candidates_.push_back({most, {}});
  trying_ = 0;
  step_ = 0;
  round_ = 0;
}

void ThreadChoice::took(double seconds) {
  if (candidates_.size() < 2) return;
  ++step_;
  if (trying_ == candidates_.size()) {
    if (step_ == kKept) begin(most_);
    return;
  }
  if (step_ > kWarmUp) candidates_[trying_].seconds.push_back(seconds);
  if (step_ < kSteps) return;
  step_ = 0;
  if (++trying_ < candidates_.size()) return;
  trying_ = 0;
  if (++round_ == kRounds) choose();
}

void ThreadChoice::choose() {
  const auto median = [](Candidate& candidate) {
    const auto middle = candidate.seconds.begin() + static_cast<std::ptrdiff_t>(candidate.seconds.size() / 2);
    std::nth_element(candidate.seconds.begin(), middle, candidate.seconds.end());
    return *middle;
  };
  double fastest = 0;
  for (Candidate& candidate : candidates_) {
    const double seconds = median(candidate);
    if (&candidate == &candidates_.front() || seconds < fastest) {
      fastest = seconds;
      chosen_ = candidate.threads;
    }
  }
  trying_ = candidates_.size();
}

}  // namespace inkling
