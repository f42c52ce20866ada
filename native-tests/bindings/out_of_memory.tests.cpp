#include <functional>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "bindings/session.hpp"
#include "support/allocation_hook.hpp"
#include "support/figure.hpp"
#include "support/gzip_bytes.hpp"
#include "support/loaded_session.hpp"

using namespace inkling;
using testing::fail_from;
using testing::figure;
using testing::has_failed;

namespace {

constexpr const char* kRun = "layers=784-12-10&lr=0.1&momentum=0.9&batch=32&epochs=2&dropout=0.2&batchnorm=1";

enum class Outcome { done, refused, other };

/// `use` with the n-th allocation and all after it refused.
Outcome with_failure(long n, const std::function<void()>& use) {
  fail_from(n);
  Outcome outcome = Outcome::other;
  try {
    use();
    outcome = Outcome::done;
  } catch (const std::bad_alloc&) {
    outcome = Outcome::refused;
  } catch (...) {
    // Whatever it is, it is not what was said would be thrown.
  }
  return outcome;
}

void train(Session& session, int calls) {
  for (int i = 0; i < calls; ++i) session.advance();
}

std::string trained(Session& session) {
  session.configure(kRun);
  train(session, 3);
  return session.fingerprint();
}

}  // namespace

TEST_CASE("Without memory each use of a session is refused, and the session works as soon as there is some",
          "[bindings][session][memory][C6]") {
  const auto images = testing::gzip(testing::idx_bytes(testing::pattern_images(120)));
  const auto labels = testing::idx_bytes(testing::pattern_labels(120));
  Session first;
  testing::load(first);
  first.configure(kRun);
  train(first, 4);
  const auto checkpoint = first.save_checkpoint();
  const auto model = first.save_model();
  const std::string expected = trained(first);

  struct Use {
    const char* name;
    std::function<void(Session&)> use;
  };
  // Not advance(), predict() and the test: Eigen 5.0.1 frees a matrix before it allocates the larger one, and
  // keeps the address when it cannot.
  const std::vector<Use> uses = {
      {"set_data", [&](Session& session) { session.set_data(DataRole::train_images, "images", images); }},
      {"configure", [](Session& session) { session.configure("layers=784-20-10"); }},
      {"open_dataset",
       [&](Session& session) {
         session.open_dataset({{"train-images-idx3-ubyte.gz", images}, {"train-labels-idx1-ubyte", labels}});
       }},
      {"save_checkpoint", [](Session& session) { static_cast<void>(session.save_checkpoint()); }},
      {"save_model", [](Session& session) { static_cast<void>(session.save_model()); }},
      {"restore", [&](Session& session) { session.restore("saved", checkpoint); }},
      {"load_model", [&](Session& session) { session.load_model("saved", model); }},
      {"export_onnx", [](Session& session) { static_cast<void>(session.export_onnx()); }},
  };
  constexpr long kFailures = 500;
  long refused = 0;
  for (const Use& use : uses) {
    CAPTURE(use.name);
    for (long n = 1; n <= kFailures; ++n) {
      CAPTURE(n);
      const auto session = std::make_unique<Session>();
      testing::load(*session);
      session->configure(kRun);
      train(*session, 2);
      const Outcome outcome = with_failure(n, [&] { use.use(*session); });
      const bool failed = has_failed();
      fail_from(0);
      if (!failed) {
        CHECK(outcome == Outcome::done);
        break;  // it needs no more than that
      }
      ++refused;
      REQUIRE(outcome == Outcome::refused);
      session->set_data(DataRole::train_images, "images", images);
      REQUIRE(trained(*session) == expected);
    }
  }
  CHECK(refused > 100);
  figure("C6", "allocations refused, one after the other", static_cast<double>(refused));
}
