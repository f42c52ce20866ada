#include "inkling/core/parallel.hpp"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "support/refusal.hpp"

using namespace inkling;
using testing::refusal_of;

namespace {

/// Puts the number of threads back.
struct Threads {
  explicit Threads(int count) {
    set_num_threads(count);
#ifndef __EMSCRIPTEN__  // where this program is linked without threads; wasm-tests/node has those
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (get_num_threads() < count && std::chrono::steady_clock::now() < end)
      std::this_thread::yield();  // they start in their own time
    REQUIRE(get_num_threads() == count);
#endif
  }
  ~Threads() { set_num_threads(1); }
};

}  // namespace

TEST_CASE("parallel_for does each piece of the work once, whatever the number of threads",
          "[core][threads][B4]") {
  for (const int threads : {1, 2, 3, 8}) {
    const Threads in_use(threads);
    for (const Index count : {0, 1, 7, 8, 9, 63, 64, 65, 1000})
      for (const Index grain : {1, 8, 16}) {
        CAPTURE(threads, get_num_threads(), count, grain);
        std::vector<std::atomic<int>> done(static_cast<std::size_t>(count));
        std::atomic<int> crooked = 0;
        parallel_for(count, grain, [&](Index first, Index last) {
          if (first % grain != 0 || (last % grain != 0 && last != count)) ++crooked;
          for (Index i = first; i < last; ++i) ++done[static_cast<std::size_t>(i)];
        });
        CHECK(crooked == 0);
        bool each_once = true;
        for (const std::atomic<int>& times : done) each_once = each_once && times == 1;
        CHECK(each_once);
      }
  }
}

TEST_CASE("parallel_for within parallel_for, and from two threads, does all of the work", "[core][threads]") {
  const Threads in_use(3);
  std::atomic<int> sum = 0;
  const auto work = [&] {
    for (int round = 0; round < 200; ++round)
      parallel_for(8, 1, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i)
          parallel_for(4, 1, [&](Index a, Index b) { sum += static_cast<int>(b - a); });
      });
  };
  work();
  CHECK(sum == 200 * 8 * 4);
#ifndef __EMSCRIPTEN__
  std::thread other(work);
  work();
  other.join();
  CHECK(sum == 3 * 200 * 8 * 4);
#endif
}

TEST_CASE("Threads that have gone to sleep wake up for work", "[core][threads]") {
  const Threads in_use(2);
  for (int round = 0; round < 20; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    std::atomic<int> sum = 0;
    parallel_for(2, 1, [&](Index first, Index last) { sum += static_cast<int>(last - first); });
    CHECK(sum == 2);
  }
}

TEST_CASE("A number of threads that cannot be is refused", "[core][threads]") {
  CHECK(refusal_of([] {
          set_num_threads(0);
          return 0;
        }).code == "E_HP_THREADS");
  CHECK(refusal_of([] {
          set_num_threads(kMaxThreads + 1);
          return 0;
        }).code == "E_HP_THREADS");
  CHECK(get_num_threads() == 1);
}
