#include "bindings/session.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/core/error.hpp"
#include "support/loaded_session.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::idx_bytes;
using testing::kOne;
using testing::load;
using testing::pattern_images;
using testing::pattern_labels;
using testing::refusal_of;

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
  CHECK_THAT(refusal_of([&] {
               session.set_data(DataRole::train_labels, "train-labels", idx_bytes(pattern_images(12)));
             }).message,
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
  CHECK_THAT(refusal_of([&] { session.advance(); }).message,
             Catch::Matchers::ContainsSubstring("10 classes"));
  CHECK_THAT(refusal_of([&] { session.start_test(); }).message,
             Catch::Matchers::ContainsSubstring("10 classes"));
  CHECK_THROWS_AS(session.configure("layers=100-10"), Error);
  CHECK(session.config().layers.back() == 5);
}

TEST_CASE("A drawing is read while training, without changing the run", "[bindings][session]") {
  Session plain;
  Session drawn;
  load(plain);
  load(drawn);
  for (int i = 0; i < 5; ++i) {
    const std::optional<NumberReading> reading = drawn.predict(kOne, 300);
    REQUIRE(reading.has_value());
    CHECK(reading->whole.probabilities.size() == 10);
    CHECK(reading->whole.label >= 0);
    CHECK(reading->whole.label <= 9);
    CHECK(plain.advance().loss == drawn.advance().loss);
  }
  CHECK_FALSE(drawn.predict({}, 300).has_value());
}

TEST_CASE("The session's images read as pixels are what its test finds", "[bindings][session]") {
  Session session;
  load(session, 120, 300);
  session.configure("layers=784-12-10&lr=0.05");
  for (int i = 0; i < 5; ++i) session.advance();
  session.start_test();
  while (!session.advance_test().done) {
  }
  const std::span<const std::uint8_t> expected = session.test_predictions();
  std::vector<std::uint8_t> pixels;
  const Dataset& images = session.data_set(false);
  for (Index i = 0; i < images.size(); ++i)
    pixels.insert(pixels.end(), images.image(i).begin(), images.image(i).end());
  const PixelPredictions found = session.predict_pixels<std::uint8_t>(pixels);
  CHECK(std::equal(expected.begin(), expected.end(), found.labels.begin(), found.labels.end()));
}

TEST_CASE("A calibration is of the network as it is, and ends with the next step of training",
          "[bindings][session]") {
  Session session;
  load(session);
  CHECK(refusal_of([&] { return session.advance_calibration(); }).code == "E_API_STATE");
  session.configure("layers=784-8-10&batch=50");
  CHECK(session.calibration() == nullptr);
  const auto calibrate = [&] {
    session.start_calibration();
    while (!session.advance_calibration().done) {
    }
  };
  calibrate();
  REQUIRE(session.calibration() != nullptr);
  CHECK(session.calibration()->network == session.fingerprint());
  const double temperature = session.calibration()->temperature;
  const std::vector<float> calibrated = session.predict(kOne, 300)->whole.probabilities;
  session.advance();
  CHECK(session.calibration() == nullptr);
  session.start_calibration();
  session.advance();
  CHECK(refusal_of([&] { return session.advance_calibration(); }).code == "E_API_STATE");

  session.configure("layers=784-8-10&batch=50");  // the same network again
  const std::vector<float> plain = session.predict(kOne, 300)->whole.probabilities;
  CHECK(plain != calibrated);
  calibrate();
  CHECK(session.calibration()->temperature == temperature);
  CHECK(session.predict(kOne, 300)->whole.probabilities == calibrated);
  session.configure("seed=2");
  CHECK(session.calibration() == nullptr);
}
