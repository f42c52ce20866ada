// Work that is split over threads.
#pragma once

#include "inkling/core/types.hpp"

namespace inkling {

inline constexpr int kMaxThreads = 64;

/// torch.set_num_threads(): how many threads compute, the calling one included. 1 at the start. Results do
/// not depend on it, to the bit. Threads that were started stay, asleep while there is no work for them. One
/// thread is all there is where the program was compiled without them, or where no more can be had; so does a
/// page whose workers have not started yet compute alone until they have. Error E_HP_THREADS unless 1 to
/// kMaxThreads. Not while parallel_for() runs.
void set_num_threads(int threads);

/// torch.get_num_threads(): those that would compute now, but for a ThreadLimit.
int get_num_threads();

/// While one lives, parallel_for() takes at most so many of the threads.
class ThreadLimit {
 public:
  explicit ThreadLimit(int threads);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;
  [[nodiscard]] int threads() const { return threads_; }

 private:
  int threads_;
  int before_;
};

namespace detail {
void parallel_for(Index count, Index grain, void (*work)(const void*, Index, Index), const void* context);
}

/// Rows of a batch that stay together: all that is computed of an image is computed by one thread, step after
/// step, and is in its cache.
inline constexpr Index kRowsOfAThread = 8;
/// Rows of a weight, likewise: one thread computes their gradient and their step.
inline constexpr Index kWeightsOfAThread = 16;

/// Calls work(first, last) for parts of 0 … count that together are all of it, at once in several threads.
/// Each part but the last is a multiple of `grain`. work must not throw, and what it computes must not depend
/// on where the parts begin.
template <typename Work>
void parallel_for(Index count, Index grain, const Work& work) {
  detail::parallel_for(
      count, grain,
      [](const void* context, Index first, Index last) { (*static_cast<const Work*>(context))(first, last); },
      &work);
}

}  // namespace inkling
