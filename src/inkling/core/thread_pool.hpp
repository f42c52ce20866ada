// Threads that wait for work. A training step hands out work ten times a millisecond, so they look for it
// eagerly for a while before they go to sleep.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace inkling {

class ThreadPool {
 public:
  /// The one of the program.
  static ThreadPool& instance();

  ThreadPool() = default;
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  /// Wishes for so many threads beside the caller's. Starts what is missing; where that fails, fewer do.
  void set_helpers(int count);

  /// Those that are wished for and have started.
  [[nodiscard]] int helpers() const;

  /// Calls part(0) … part(parts - 1), part(0) in this thread, and returns when all have returned. parts is at
  /// most 1 + helpers(). While the helpers work for another thread, or for a caller further out, all is done
  /// in this one.
  template <typename Part>
  void run(int parts, const Part& part) {
    run(parts, [](const void* context, int number) { (*static_cast<const Part*>(context))(number); }, &part);
  }

 private:
  using Call = void (*)(const void* context, int number);

  void run(int parts, Call call, const void* context);
  void serve();
  /// The round after `seen`, or 0 when the pool ends.
  std::uint64_t await_round(std::uint64_t seen);

  std::vector<std::thread> threads_;
  int wished_ = 0;
  std::atomic<int> started_ = 0;

  // A round's number, times kRounds, plus its parts, so that a helper that has none in it need not look at
  // call_ and context_, which may be the next round's by then.
  static constexpr std::uint64_t kRounds = 256;
  std::atomic<std::uint64_t> round_ = 0;
  std::atomic<int> unfinished_ = 0;
  std::atomic<bool> busy_ = false;
  Call call_ = nullptr;
  const void* context_ = nullptr;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::atomic<int> asleep_ = 0;
  std::atomic<bool> ended_ = false;
};

}  // namespace inkling
