#include "bindings/session.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/core/error.hpp"
#include "support/patterns.hpp"

using namespace inkling;
using testing::idx_bytes;
using testing::pattern_images;
using testing::pattern_labels;

namespace {

void load(Session& session, Index train = 120, Index test = 30) {
  session.set_data(DataRole::train_images, "train-images", idx_bytes(pattern_images(train)));
  session.set_data(DataRole::train_labels, "train-labels", idx_bytes(pattern_labels(train)));
  session.set_data(DataRole::test_images, "test-images", idx_bytes(pattern_images(test)));
  session.set_data(DataRole::test_labels, "test-labels", idx_bytes(pattern_labels(test)));
}

const Drawing kOne = {{{100, 50}, {100, 250}}};

}  // namespace

TEST_CASE("A session takes the four files in any order and counts the images", "[bindings][session]") {
  Session session;
  CHECK(session.data_summary().train_count == 0);
  session.set_data(DataRole::train_labels, "train-labels", idx_bytes(pattern_labels(12)));
  CHECK(session.data_summary().train_count == 0);
  session.set_data(DataRole::train_images, "train-images", idx_bytes(pattern_images(12)));
  CHECK(session.data_summary().train_count == 12);
  CHECK(session.data_summary().test_count == 0);
  CHECK(session.data_summary().rows == 28);
}

TEST_CASE("A refused file leaves the session as it was and may be sent again", "[bindings][session]") {
  Session session;
  session.set_data(DataRole::train_images, "train-images", idx_bytes(pattern_images(12)));
  CHECK_THROWS_WITH(session.set_data(DataRole::train_labels, "train-labels", idx_bytes(pattern_images(12))),
                    Catch::Matchers::ContainsSubstring("train-labels"));
  CHECK_THROWS_AS(session.set_data(DataRole::train_labels, "train-labels", idx_bytes(pattern_labels(11))),
                  Error);
  CHECK(session.data_summary().train_count == 0);
  session.set_data(DataRole::train_labels, "train-labels", idx_bytes(pattern_labels(12)));
  CHECK(session.data_summary().train_count == 12);
}

TEST_CASE("Training before the data is there is refused and works after", "[bindings][session]") {
  Session session;
  session.configure("epochs=1&batch=50");
  CHECK(session.train_size() == 0);
  CHECK_THROWS_AS(session.advance(), Error);
  load(session);
  const Progress first = session.advance();
  CHECK(first.batch == 1);
  CHECK(first.batches == 2);
  CHECK(session.train_size() == 100);
}

TEST_CASE("A bad hash keeps the run that was there", "[bindings][session]") {
  Session session;
  load(session);
  session.configure("seed=5");
  session.advance();
  CHECK_THROWS_AS(session.configure("lr=abc"), Error);
  CHECK_THROWS_AS(session.configure("train=100000"), Error);
  CHECK(session.config().seed == 5);
  CHECK(session.advance().step == 2);
}

TEST_CASE("The test images are evaluated batch by batch, and a new run ends that", "[bindings][session]") {
  Session session;
  CHECK_THROWS_AS(session.start_test(), Error);
  load(session, 120, 300);
  CHECK_THROWS_AS(session.advance_test(), Error);
  session.start_test();
  CHECK_FALSE(session.advance_test().done);
  CHECK_FALSE(session.advance_test().done);
  const TestProgress last = session.advance_test();
  CHECK(last.done);
  CHECK(last.batch == 3);
  CHECK(last.loss > 0);
  session.configure("");
  CHECK_THROWS_AS(session.advance_test(), Error);
}

TEST_CASE("A network that does not fit the data is refused, in training and in testing",
          "[bindings][session]") {
  Session session;
  session.configure("layers=784-5");  // no data yet, so nothing to hold against it
  load(session);
  CHECK_THROWS_WITH(session.advance(), Catch::Matchers::ContainsSubstring("10 classes"));
  CHECK_THROWS_WITH(session.start_test(), Catch::Matchers::ContainsSubstring("10 classes"));
  CHECK_THROWS_AS(session.configure("layers=100-10"), Error);
  CHECK(session.config().layers.back() == 5);
}

TEST_CASE("A drawing is read while training, without changing the run", "[bindings][session]") {
  Session plain;
  Session drawn;
  load(plain);
  load(drawn);
  for (int i = 0; i < 5; ++i) {
    const std::optional<Prediction> prediction = drawn.predict(kOne, 300);
    REQUIRE(prediction.has_value());
    CHECK(prediction->probabilities.size() == 10);
    CHECK(prediction->label >= 0);
    CHECK(prediction->label <= 9);
    CHECK(plain.advance().loss == drawn.advance().loss);
  }
  CHECK_FALSE(drawn.predict({}, 300).has_value());
}

TEST_CASE("A session saves its run and goes on with a saved one", "[bindings][session][checkpoint]") {
  const std::string hash = "layers=784-12-10&epochs=3&batch=40&momentum=0.9&lr=0.05";
  Session session;
  CHECK_THROWS_AS(session.save_checkpoint(), Error);
  CHECK_THROWS_AS(session.restore("saved", {}), Error);
  load(session);
  session.configure(hash);
  CHECK(session.progress().step == 0);
  for (int i = 0; i < 6; ++i) session.advance();
  const std::vector<std::uint8_t> saved = session.save_checkpoint();
  const Progress at = session.progress();
  CHECK(at.epoch == 1);
  CHECK(at.batch == 2);
  CHECK(at.batches == 3);
  CHECK(at.step == 5);
  while (session.advance().phase != Progress::Phase::finished) {
  }
  const std::string end = session.fingerprint();

  Session other;
  load(other);
  other.configure("layers=784-5-10");
  std::vector<std::uint8_t> damaged = saved;
  damaged.back() ^= 1;
  CHECK_THROWS_WITH(other.restore("saved", damaged), Catch::Matchers::ContainsSubstring("damaged"));
  CHECK(to_hash(other.config()) == "layers=784-5-10");
  CHECK(to_hash(other.restore("saved", saved)) == to_hash(session.config()));
  CHECK(other.history().size() == 1);
  CHECK(other.history().front() == session.history().front());
  CHECK(other.progress().step == 5);
  CHECK(other.progress().batch == 2);
  CHECK(other.train_size() == 100);
  while (other.advance().phase != Progress::Phase::finished) {
  }
  CHECK(other.fingerprint() == end);
}
