#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "bindings/session.hpp"
#include "inkling/train/checkpoint.hpp"
#include "support/own_drawings.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::bar_image;
using testing::idx_bytes;
using testing::pattern_images;
using testing::pattern_labels;
using testing::refusal_of;
using Bytes = std::vector<std::uint8_t>;

namespace {

constexpr const char* kRun = "layers=784-12-10&lr=0.1&momentum=0.9&batch=32&epochs=3";

std::unique_ptr<Session> open_session(bool with_test = true) {
  auto session = std::make_unique<Session>();
  session->set_data(DataRole::train_images, "images", idx_bytes(pattern_images(120)));
  session->set_data(DataRole::train_labels, "labels", idx_bytes(pattern_labels(120)));
  if (with_test) {
    session->set_data(DataRole::test_images, "images", idx_bytes(pattern_images(60)));
    session->set_data(DataRole::test_labels, "labels", idx_bytes(pattern_labels(60)));
  }
  session->configure(kRun);
  return session;
}

void correct(Session& session, int row, std::uint8_t label) {
  session.begin_correction(bar_image(row), Bytes{label});
  while (session.advance_correction().phase != CorrectionProgress::Phase::done) {
  }
}

}  // namespace

TEST_CASE("A session corrects a network that was never trained, or has begun", "[bindings][correction]") {
  for (const int calls : {0, 5}) {
    const auto session = open_session();
    for (int i = 0; i < calls; ++i) session->advance();
    const std::string before = session->fingerprint();
    const Index done = session->progress().step;
    correct(*session, 6, 7);
    const CorrectionResult& result = session->correction_result();
    CHECK(result.own_count == 1);
    CHECK(result.after.own_correct == 1);
    CHECK(result.test_count == 60);
    CHECK(session->predict_pixels<std::uint8_t>(bar_image(6)).labels.front() == 7);
    CHECK(session->corrections() == 1);
    CHECK(session->progress().step == done);
    session->undo_correction();
    CHECK(session->fingerprint() == before);
    CHECK(session->corrections() == 0);
    session->advance();
  }
}

TEST_CASE("What is saved during a correction is the run from before it", "[bindings][correction]") {
  const auto session = open_session();
  session->advance();
  const Bytes before = session->save_checkpoint();
  session->begin_correction(bar_image(6), Bytes{7});
  for (int i = 0; i < 30; ++i) session->advance_correction();
  CHECK(session->save_checkpoint() == before);
  CHECK(refusal_of([&] { return session->advance().step; }).code == "E_API_STATE");
  session->cancel_correction();
  CHECK(session->save_checkpoint() == before);
  CHECK(session->advance().step == 2);
}

TEST_CASE("A network that is half taught is neither saved nor measured", "[bindings][correction]") {
  const auto session = open_session();
  const std::string print = session->fingerprint();
  session->begin_correction(bar_image(6), Bytes{7});
  for (int i = 0; i < 30; ++i) session->advance_correction();
  CHECK(refusal_of([&] { return session->fingerprint(); }).code == "E_API_STATE");
  CHECK(refusal_of([&] { return session->save_model(); }).code == "E_API_STATE");
  CHECK(refusal_of([&] { return session->export_onnx(); }).code == "E_API_STATE");
  CHECK(refusal_of([&] {
          session->start_test();
          return 0;
        }).message.find("Wait for it, or cancel it") != std::string::npos);
  session->cancel_correction();
  CHECK(session->fingerprint() == print);
}

TEST_CASE("Test images of other data than the run's tell nothing of it", "[bindings][correction]") {
  const auto session = open_session();
  session->advance();
  const auto file = [](const char* name, const IdxTensor& tensor) {
    return NamedFile{name, idx_bytes(tensor)};
  };
  session->open_dataset({file("train-images", pattern_images(120)), file("train-labels", pattern_labels(120)),
                         file("t10k-images", pattern_images(50)), file("t10k-labels", pattern_labels(50))});
  correct(*session, 6, 7);
  CHECK(session->correction_result().test_count == 0);
  session->close_dataset();
  correct(*session, 12, 4);
  CHECK(session->correction_result().test_count == 60);
}

TEST_CASE("Another run ends a correction and forgets those that could be undone", "[bindings][correction]") {
  const auto session = open_session();
  correct(*session, 6, 7);
  CHECK(session->undoable_corrections() == 1);
  const Bytes saved = session->save_checkpoint();
  session->begin_correction(bar_image(6), Bytes{7});
  session->configure(kRun);
  CHECK(refusal_of([&] { return session->advance_correction().step; }).code == "E_API_STATE");
  CHECK(session->undoable_corrections() == 0);
  CHECK(session->corrections() == 0);
  session->restore("saved", saved);
  CHECK(session->corrections() == 1);
  CHECK(session->undoable_corrections() == 0);
}

TEST_CASE("A correction that cannot be is refused and changes nothing", "[bindings][correction]") {
  const auto session = open_session(false);
  const std::string print = session->fingerprint();
  const auto code = [&](const Bytes& pixels, const Bytes& labels) {
    return refusal_of([&] {
             session->begin_correction(pixels, labels);
             return 0;
           })
        .code;
  };
  CHECK(code(bar_image(6), {10}) == "E_IDX_LABEL");
  CHECK(code(bar_image(6), {}) == "E_API_LENGTH");
  CHECK(code(bar_image(6), {1, 2}) == "E_API_LENGTH");
  CHECK(code(Bytes(783), {1}) == "E_API_LENGTH");
  CHECK(code({}, {}) == "E_API_STATE");
  CHECK(code(Bytes(784 * 1001), Bytes(1001)) == "E_API_TOOBIG");
  Session empty;
  CHECK(refusal_of([&] {
          empty.begin_correction(bar_image(6), Bytes{1});
          return 0;
        }).message.find("Load the data first") != std::string::npos);
  CHECK(session->fingerprint() == print);
  correct(*session, 6, 7);  // without test images
  CHECK(session->correction_result().test_count == 0);
}
