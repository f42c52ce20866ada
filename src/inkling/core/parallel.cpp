#include "inkling/core/parallel.hpp"

#include <algorithm>
#include <atomic>

#include "inkling/core/error.hpp"
#include "inkling/core/thread_pool.hpp"

namespace inkling {
namespace {

std::atomic<int> limit = kMaxThreads;

}  // namespace

ThreadLimit::ThreadLimit(int threads) : threads_(threads), before_(limit) {
  limit = threads;
}

ThreadLimit::~ThreadLimit() {
  limit = before_;
}

void set_num_threads(int threads) {
  INKLING_REQUIRE(threads >= 1 && threads <= kMaxThreads, "E_HP_THREADS", "threads",
                  text("1 to ", kMaxThreads), text(threads));
  ThreadPool::instance().set_helpers(threads - 1);
}

int get_num_threads() {
  return 1 + ThreadPool::instance().helpers();
}

void detail::parallel_for(Index count, Index grain, void (*work)(const void*, Index, Index),
                          const void* context) {
  if (count <= 0) return;
  const Index grains = (count + grain - 1) / grain;
  ThreadPool& pool = ThreadPool::instance();
  const Index parts = std::min<Index>(std::min(limit.load(), 1 + pool.helpers()), grains);
  if (parts > 1) {
    const auto part = [&](int number) {
      const Index first = grains * number / parts * grain;
      const Index last = std::min(grains * (number + 1) / parts * grain, count);
      work(context, first, last);
    };
    pool.run(static_cast<int>(parts), part);
    return;
  }
  work(context, 0, count);
}

}  // namespace inkling
