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

  /// Calls part(0) … part(parts - 1), at most 255, each in whichever thread is free, and returns when all
  /// have returned. While the helpers work for another thread, or for a caller further out, all is done in
  /// this one.
  template <typename Part>
  void run(int parts, const Part& part) {
    run(parts, [](const void* context, int number) { (*static_cast<const Part*>(context))(number); }, &part);
  }

 private:
  using Call = void (*)(const void* context, int number);

  void run(int parts, Call call, const void* context);
  /// Takes the next part of the present round, if one is left, and does it.
  bool do_a_part();
  void serve();
  /// Returns when there is a part to do; false when the pool ends.
  bool await_work();
  [[nodiscard]] bool is_work() const;

  std::vector<std::thread> threads_;
  int wished_ = 0;
  std::atomic<int> started_ = 0;

  // The present round: its number times 2^16, its parts times 2^8, and the first part that nobody took. In
  // one word, so that whoever takes a part knows which round it is of; that round then waits for it, with
  // call_ and context_. A helper that the system does not let run takes none, and holds nobody up.
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
