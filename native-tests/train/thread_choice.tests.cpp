#include "inkling/train/thread_choice.hpp"

#include <map>

#include <catch2/catch_test_macros.hpp>

using namespace inkling;

namespace {

/// How often each number of threads is taken in so many steps that last as long as `seconds` says.
template <typename Seconds>
std::map<int, int> take(ThreadChoice& choice, int most, int steps, Seconds seconds) {
  std::map<int, int> taken;
  for (int i = 0; i < steps; ++i) {
    const int threads = choice.next(most);
    ++taken[threads];
    choice.took(seconds(threads));
  }
  return taken;
}

}  // namespace

TEST_CASE("The fastest number of threads is found and kept", "[train][threads]") {
  for (const int best : {1, 2, 4, 6}) {
    ThreadChoice choice;
    const auto seconds = [best](int threads) { return threads == best ? 1.0 : 1.5; };
    const auto tried = take(choice, 6, 72, seconds);
    CHECK(tried == std::map<int, int>{{1, 18}, {2, 18}, {4, 18}, {6, 18}});
    CHECK(take(choice, 6, 1000, seconds) == std::map<int, int>{{best, 1000}});
  }
}

TEST_CASE("A machine that changes is noticed", "[train][threads]") {
  ThreadChoice choice;
  take(choice, 2, 500, [](int threads) { return threads == 2 ? 1.0 : 1.5; });
  REQUIRE(choice.next(2) == 2);
  take(choice, 2, 2000, [](int threads) { return threads == 2 ? 3.0 : 1.5; });
  CHECK(choice.next(2) == 1);
}

TEST_CASE("With one thread there is nothing to choose, and threads that come later are tried",
          "[train][threads]") {
  ThreadChoice choice;
  CHECK(take(choice, 1, 2000, [](int) { return 1.0; }) == std::map<int, int>{{1, 2000}});
  CHECK(take(choice, 2, 36, [](int) { return 1.0; }) == std::map<int, int>{{1, 18}, {2, 18}});
}
