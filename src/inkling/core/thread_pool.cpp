#include "inkling/core/thread_pool.hpp"

#include <algorithm>
#include <system_error>

namespace inkling {
namespace {

// About 50 µs, more than lies between two pieces of work in a training step.
constexpr int kLooks = 4000;

void pause_briefly() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace

ThreadPool& ThreadPool::instance() {
  static ThreadPool pool;
  return pool;
}

ThreadPool::~ThreadPool() {
  ended_ = true;
  {
    const std::scoped_lock lock(mutex_);
    wake_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
}

void ThreadPool::set_helpers(int count) {
  wished_ = count;
  while (static_cast<int>(threads_.size()) < count) {
    try {
      threads_.emplace_back([this] { serve(); });
    } catch (const std::system_error&) {
      return;  // no more to be had
    }
  }
}

int ThreadPool::helpers() const {
  return std::min(wished_, started_.load(std::memory_order_acquire));
}

void ThreadPool::run(int parts, Call call, const void* context) {
  if (busy_.exchange(true, std::memory_order_acquire)) {
    for (int number = 0; number < parts; ++number) call(context, number);
    return;
  }
  call_ = call;
  context_ = context;
  unfinished_.store(parts - 1, std::memory_order_relaxed);
  const std::uint64_t number = round_.load(std::memory_order_relaxed) / kRounds + 1;
  // Both orders are sequentially consistent: a helper that is about to sleep either sees the round, or is
  // seen.
  round_.store(number * kRounds + static_cast<std::uint64_t>(parts));
  if (asleep_.load() > 0) {
    const std::scoped_lock lock(mutex_);
    wake_.notify_all();
  }
  call(context, 0);
  while (unfinished_.load(std::memory_order_acquire) != 0) pause_briefly();
  busy_.store(false, std::memory_order_release);
}

void ThreadPool::serve() {
  std::uint64_t seen = round_.load(std::memory_order_acquire);
  const int number = 1 + started_.fetch_add(1, std::memory_order_acq_rel);
  for (;;) {
    seen = await_round(seen);
    if (seen == 0) return;
    if (number >= static_cast<int>(seen % kRounds)) continue;
    call_(context_, number);
    unfinished_.fetch_sub(1, std::memory_order_acq_rel);
  }
}

std::uint64_t ThreadPool::await_round(std::uint64_t seen) {
  for (int look = 0; look < kLooks; ++look) {
    const std::uint64_t round = round_.load(std::memory_order_acquire);
    if (ended_.load(std::memory_order_relaxed)) return 0;
    if (round != seen) return round;
    pause_briefly();
  }
  std::unique_lock lock(mutex_);
  ++asleep_;
  wake_.wait(lock, [&] { return round_.load() != seen || ended_.load(); });
  --asleep_;
  return ended_ ? 0 : round_.load();
}

}  // namespace inkling
