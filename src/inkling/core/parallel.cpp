#include "inkling/core/parallel.hpp"

#include <algorithm>

#include "inkling/core/error.hpp"

#if !defined(__EMSCRIPTEN__) || defined(__EMSCRIPTEN_PTHREADS__)
#define INKLING_HAS_THREADS 1
#include "inkling/core/thread_pool.hpp"
#endif

namespace inkling {

void set_num_threads(int threads) {
  INKLING_REQUIRE(threads >= 1 && threads <= kMaxThreads, "E_HP_THREADS", "threads",
                  text("1 to ", kMaxThreads), text(threads));
#ifdef INKLING_HAS_THREADS
  ThreadPool::instance().set_helpers(threads - 1);
#endif
}

int get_num_threads() {
#ifdef INKLING_HAS_THREADS
  return 1 + ThreadPool::instance().helpers();
#else
  return 1;
#endif
}

void detail::parallel_for(Index count, Index grain, void (*work)(const void*, Index, Index),
                          const void* context) {
  if (count <= 0) return;
#ifdef INKLING_HAS_THREADS
  const Index grains = (count + grain - 1) / grain;
  ThreadPool& pool = ThreadPool::instance();
  const Index parts = std::min<Index>(1 + pool.helpers(), grains);
  if (parts > 1) {
    const auto part = [&](int number) {
      const Index first = grains * number / parts * grain;
      const Index last = std::min(grains * (number + 1) / parts * grain, count);
      work(context, first, last);
    };
    pool.run(static_cast<int>(parts), part);
    return;
  }
#else
  (void)grain;
#endif
  work(context, 0, count);
}

}  // namespace inkling
