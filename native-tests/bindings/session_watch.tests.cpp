#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "bindings/session.hpp"
#include "inkling/core/error.hpp"
#include "support/loaded_session.hpp"

using namespace inkling;

namespace {

constexpr const char* kRun = "layers=784-12-10&lr=0.1&momentum=0.9&batch=32&epochs=3";

}  // namespace

TEST_CASE("A session measures the training step after it was asked to", "[bindings][health]") {
  Session session;
  CHECK(session.health().step == 0);
  CHECK(session.advice().empty());
  testing::load(session);
  session.configure(kRun);
  CHECK(session.health().step == 0);
  session.advance();
  session.advance();
  CHECK(session.health().step == 1);
  session.advance();
  const NetworkHealth& health = session.health();
  CHECK(health.step == 3);
  REQUIRE(health.layers.size() == 2);
  CHECK(health.layers.front().update_ratio > 0);
  session.configure(kRun);
  CHECK(session.health().step == 0);
}

TEST_CASE("A session that is watched trains as one that is not", "[bindings][health]") {
  Session watched;
  Session plain;
  for (Session* const session : {&watched, &plain}) {
    testing::load(*session);
    session->configure(kRun);
  }
  for (int i = 0; i < 15; ++i) {
    watched.health();
    static_cast<void>(watched.advice());
    watched.advance();
    plain.advance();
  }
  CHECK(watched.fingerprint() == plain.fingerprint());
}

TEST_CASE("A session says that its run diverged, until the next begins", "[bindings][health]") {
  Session session;
  testing::load(session);
  session.configure("activation=leaky_relu&lr=100&momentum=0.9&batch=32&epochs=100");
  const auto diverges = [&] {
    try {
      for (int i = 0; i < 400; ++i) session.advance();
      return false;
    } catch (const Error& error) {
      return error.code() == "E_TRAIN_DIVERGED";
    }
  };
  REQUIRE(diverges());
  REQUIRE(session.advice().size() == 1);
  CHECK(session.advice().front().name() == "diverged");
  session.configure(kRun);
  CHECK(session.advice().empty());
}
