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
  unfinished_.store(parts, std::memory_order_relaxed);
  const std::uint64_t number = (round_.load(std::memory_order_relaxed) >> 16U) + 1;
  // Sequentially consistent, as asleep_: a helper that is about to sleep either sees the round, or is seen.
  round_.store(number << 16U | static_cast<std::uint64_t>(parts) << 8U);
  if (asleep_.load() > 0) {
    const std::scoped_lock lock(mutex_);
    wake_.notify_all();
  }
  while (do_a_part()) {
  }
  while (unfinished_.load(std::memory_order_acquire) != 0) pause_briefly();
  busy_.store(false, std::memory_order_release);
}

bool ThreadPool::is_work() const {
  const std::uint64_t round = round_.load();
  return (round & 0xffU) < (round >> 8U & 0xffU);
}

bool ThreadPool::do_a_part() {
  std::uint64_t round = round_.load(std::memory_order_acquire);
  do {
    if ((round & 0xffU) >= (round >> 8U & 0xffU)) return false;
  } while (!round_.compare_exchange_weak(round, round + 1, std::memory_order_acq_rel));
  call_(context_, static_cast<int>(round & 0xffU));
  unfinished_.fetch_sub(1, std::memory_order_acq_rel);
  return true;
}

void ThreadPool::serve() {
  started_.fetch_add(1, std::memory_order_acq_rel);
  while (await_work()) do_a_part();
}

bool ThreadPool::await_work() {
  for (int look = 0; look < kLooks; ++look) {
    if (ended_.load(std::memory_order_relaxed)) return false;
    if (is_work()) return true;
    pause_briefly();
  }
  std::unique_lock lock(mutex_);
  ++asleep_;
  wake_.wait(lock, [this] { return is_work() || ended_.load(); });
  --asleep_;
  return !ended_;
}

}  // namespace inkling
