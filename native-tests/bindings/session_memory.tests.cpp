// What a session takes it gives back, and what it takes of the stack is bounded.
#include <cstddef>
#include <cstdint>
#include <malloc.h>
#include <memory>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "bindings/session.hpp"
#include "inkling/core/error.hpp"
#include "support/figure.hpp"
#include "support/loaded_session.hpp"
#include "support/refusal.hpp"

#ifdef __EMSCRIPTEN__
#include <emscripten/heap.h>
#include <emscripten/stack.h>
#endif

using namespace inkling;
using testing::figure;
using testing::refusal_of;

namespace {

/// Bytes that are allocated and not given back.
std::ptrdiff_t allocated() {
#if defined(__GLIBC__)
  return static_cast<std::ptrdiff_t>(mallinfo2().uordblks);
#else
  return static_cast<std::ptrdiff_t>(mallinfo().uordblks);
#endif
}

constexpr int kCycles = 1000;
constexpr int kWarmUp = 50;

void live_and_die() {
  const auto session = std::make_unique<Session>();
  testing::load(*session, 40, 10);
  session->configure("layers=784-8-10&batch=16&momentum=0.9&dropout=0.1");
  session->advance();
  session->predict(testing::kOne, 350);
  static_cast<void>(session->save_checkpoint());
}

/// Each asks for something that is refused. How many that are.
int fail(Session& session) {
  const std::string bytes = "no file of any kind";
  const std::span<const std::uint8_t> nonsense(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                               bytes.size());
  int refusals = 0;
  const auto refused = [&refusals](auto&& use) {
    CHECK(refusal_of(use).code != "none");
    ++refusals;
  };
  refused([&] { session.set_data(DataRole::train_images, "nonsense", nonsense); });
  refused([&] { session.configure("lr=abc"); });
  refused([&] { session.configure("layers=784-9000-10"); });
  refused([&] { session.change("seed=2"); });
  refused([&] { session.restore("nonsense", nonsense); });
  refused([&] { session.load_model("nonsense", nonsense); });
  refused([&] { session.set_reader("", "nonsense", nonsense); });
  refused([&] { session.open_dataset({{"nonsense", {1, 2, 3}}}); });
  refused([&] { session.predict(testing::kOne, -1); });
  refused([&] { session.saliency({}, 3); });
  refused([&] { session.begin_correction({}, {}); });
  return refusals;
}

}  // namespace

TEST_CASE("A thousand sessions leave no byte behind", "[bindings][session][memory][C4]") {
  for (int i = 0; i < kWarmUp; ++i) live_and_die();
  const std::ptrdiff_t before = allocated();
#ifdef __EMSCRIPTEN__
  const std::size_t heap = emscripten_get_heap_size();
#endif
  int sessions = 0;
  for (; sessions < kCycles; ++sessions) live_and_die();
  const std::ptrdiff_t left = allocated() - before;  // what is done after this has allocations of its own
  CHECK(left == 0);
#ifdef __EMSCRIPTEN__
  CHECK(emscripten_get_heap_size() == heap);
#endif
  figure("C4", "sessions made, used and ended", sessions);
  figure("C4", "left by the sessions", static_cast<double>(left), "bytes");
}

TEST_CASE("A thousand refusals of each kind leave no byte behind", "[bindings][session][memory][C4]") {
  Session session;
  testing::load(session, 40, 10);
  for (int i = 0; i < kWarmUp; ++i) fail(session);
  const std::ptrdiff_t before = allocated();
  int refusals = 0;
  for (int i = 0; i < kCycles; ++i) refusals += fail(session);
  const std::ptrdiff_t left = allocated() - before;
  CHECK(left == 0);
  figure("C4", "refusals", refusals);
  figure("C4", "left by the refusals", static_cast<double>(left), "bytes");
}

#ifdef __EMSCRIPTEN__
namespace {

constexpr std::uint32_t kPaint = 0x1a2b3c4d;

/// Where the stack ends, but for the words with which a checked build notices that it has overflowed.
std::uintptr_t lowest() {
  return emscripten_stack_get_end() + 16;
}

/// From there up to what is in use now.
void paint() {
  auto* const end = reinterpret_cast<std::uint32_t*>(emscripten_stack_get_current() - 1024);
  for (auto* word = reinterpret_cast<std::uint32_t*>(lowest()); word < end; ++word) *word = kPaint;
}

/// Bytes of the stack that were ever in use since paint().
std::size_t used() {
  const auto* word = reinterpret_cast<const std::uint32_t*>(lowest());
  while (*word == kPaint) ++word;
  return emscripten_stack_get_base() - reinterpret_cast<std::uintptr_t>(word);
}

}  // namespace

TEST_CASE("The largest run takes at most half of the stack", "[bindings][session][memory][C3][wasm]") {
  // The widest layer with nearly as many parameters as there may be; the most layers; the largest batch.
  std::string deepest = "layers=784";
  for (Index layer = 1; layer < kMaxLayers; ++layer) deepest += "-256";
  const std::string largest_batch = "layers=784-128-10&batch=" + std::to_string(kMaxBatchSize);
  int runs = 0;
  paint();
  for (const std::string& layers : {"layers=784-" + std::to_string(kMaxWidth) + "-1640-10&batch=32",
                                    deepest + "-10&batch=64", largest_batch}) {
    INFO(layers);
    Session session;
    testing::load(session, kMaxBatchSize * 5 / 4, 30);
    session.configure(layers + "&optimizer=adamw&batchnorm=1&dropout=0.3&augment=1&elastic=1&thickness=1");
    REQUIRE(session.advance().step == 1);
    session.start_test();
    session.advance_test();
    session.predict(testing::kOne, 350);
    session.saliency(std::vector<std::uint8_t>(784, 100), 3);
    const auto saved = session.save_model();
    session.load_model("saved", saved);
    static_cast<void>(session.export_onnx());
    ++runs;
  }
  const std::size_t size = emscripten_stack_get_base() - emscripten_stack_get_end();
  const std::size_t most = used();
  INFO(most << " of " << size);
  CHECK(most * 2 <= size);
  figure("C3", "runs at the limits of width and parameters, layers, batch", runs);
  figure("C3", "stack that the largest of them used", static_cast<double>(most), "bytes");
  figure("C3", "stack that there is", static_cast<double>(size), "bytes");
}
#endif
