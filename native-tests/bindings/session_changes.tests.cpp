#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "bindings/session.hpp"
#include "support/loaded_session.hpp"
#include "support/own_drawings.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::refusal_of;

namespace {

constexpr const char* kRun = "layers=784-12-10&lr=0.1&batch=32&epochs=3";

void train_to_end(Session& session) {
  while (session.advance().phase != Progress::Phase::finished) {
  }
}

}  // namespace

TEST_CASE("A session's run is changed at its next step, and its hash leads to the same bits",
          "[bindings][run_changes]") {
  Session session;
  testing::load(session);
  session.configure(kRun);
  for (int i = 0; i < 3; ++i) session.advance();
  CHECK(session.change("lr=0.2&momentum=0.9&dropout=0.2").lr == 0.1);
  CHECK(to_hash(session.config()) ==
        "layers=784-12-10&lr=0.1&batch=32&epochs=3&at=3:dropout=0.2,3:lr=0.2,3:momentum=0.9");
  CHECK(to_hash(session.settings()) == "layers=784-12-10&dropout=0.2&lr=0.2&momentum=0.9&batch=32&epochs=3");
  const std::vector<std::uint8_t> saved = session.save_checkpoint();
  train_to_end(session);

  for (const bool restored : {false, true}) {
    Session other;
    testing::load(other);
    if (restored)
      other.restore("saved", saved);
    else
      other.configure(to_hash(session.config()));
    train_to_end(other);
    CHECK(other.fingerprint() == session.fingerprint());
    CHECK(other.config() == session.config());
    CHECK(other.save_model() == session.save_model());
  }
}

TEST_CASE("A network that is opened takes the settings as they are now", "[bindings][run_changes]") {
  Session session;
  testing::load(session);
  session.configure(kRun);
  session.advance();
  session.change("lr=0.5");
  session.load_model("network", session.save_model());
  CHECK(session.config().changes.empty());
  CHECK(session.config().lr == 0.5);
}

TEST_CASE("A change waits for no correction, and undoing one takes later changes back",
          "[bindings][run_changes][correction]") {
  Session session;
  testing::load(session);
  session.configure(kRun);
  session.advance();
  const std::vector<std::uint8_t> labels = {7};
  session.begin_correction(testing::bar_image(6), labels);
  CHECK(refusal_of([&] { return session.change("lr=0.5"); }).code == "E_API_STATE");
  while (session.advance_correction().phase != CorrectionProgress::Phase::done) {
  }
  session.change("lr=0.5");
  CHECK(session.config().changes.size() == 1);
  CHECK(session.undo_correction().changes.empty());
}

TEST_CASE("The learning rate is previewed on the data that is there, else on MNIST's",
          "[bindings][lr_preview]") {
  Session session;
  const std::string one_cycle = "lr=0.1&schedule=onecycle&epochs=2";
  CHECK(session.lr_preview(one_cycle).points.back().epoch == 2 - 1.0 / 782);
  testing::load(session);
  CHECK(session.lr_preview(one_cycle + "&batch=50").points.size() == 4);  // of 100 images, two batches
  CHECK(session.lr_preview(one_cycle + "&batch=50&train=50").points.size() == 2);
  CHECK(refusal_of([&] { return session.lr_preview("lr=x"); }).code == "E_HP_LR");
}
