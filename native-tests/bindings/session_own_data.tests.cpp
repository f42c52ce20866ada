#include <optional>
#include <span>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "bindings/session.hpp"
#include "inkling/core/error.hpp"
#include "support/loaded_session.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::idx_bytes;
using testing::kOne;
using testing::load;
using testing::refusal_of;

namespace {

/// Images of side × side for so many classes, each class a bright bar of its own.
NamedFile bars(const std::string& name, Index count, Index side, Index classes) {
  IdxTensor images{name, {count, side, side}, {}};
  for (Index i = 0; i < count; ++i)
    for (Index row = 0; row < side; ++row)
      for (Index column = 0; column < side; ++column)
        images.values.push_back(row * classes / side == i % classes ? 200 : static_cast<std::uint8_t>(i % 9));
  return {name, idx_bytes(images)};
}

NamedFile bar_labels(const std::string& name, Index count, Index classes) {
  IdxTensor labels{name, {count}, {}};
  for (Index i = 0; i < count; ++i) labels.values.push_back(static_cast<std::uint8_t>(i % classes));
  return {name, idx_bytes(labels)};
}

std::vector<NamedFile> own_files(Index count = 120, Index classes = 4, Index side = 14) {
  return {bars("train-images", count, side, classes), bar_labels("train-labels", count, classes),
          bars("t10k-images", 40, side, classes), bar_labels("t10k-labels", 40, classes)};
}

}  // namespace

TEST_CASE("A data set of one's own is summed up, trained on and left again",
          "[bindings][session][own-data]") {
  Session session;
  load(session);
  session.configure("");
  const std::string fresh = session.fingerprint();
  const DatasetSummary summary = session.open_dataset(own_files());
  CHECK(summary.counts.train_count == 120);
  CHECK(summary.counts.test_count == 40);
  CHECK(summary.counts.rows == 14);
  CHECK(summary.counts.classes == 4);
  CHECK(summary.class_counts == std::vector<Index>(4, 30));
  CHECK(summary.warnings.empty());
  CHECK_FALSE(summary.ink);
  CHECK(summary.checksum == session.open_dataset(own_files()).checksum);
  CHECK(summary.checksum != session.open_dataset(own_files(121)).checksum);
  session.open_dataset(own_files());

  CHECK(session.fingerprint() == fresh);  // the run goes on with the data that it has
  CHECK(session.advance().step == 1);
  CHECK(layers_text(session.configure("lr=0.1&epochs=8").layers) == "196-128-256-4");
  while (session.advance().phase != Progress::Phase::finished) {
  }
  session.start_test();
  while (!session.advance_test().done) {
  }
  CHECK(session.advance_test().accuracy == 1);

  session.close_dataset();
  CHECK(session.data_summary().train_count == 120);
  CHECK(session.data_summary().rows == 28);
  CHECK(layers_text(session.configure("").layers) == "784-128-256-10");
  session.close_dataset();
  CHECK(session.fingerprint() == fresh);
}

TEST_CASE("A refused data set leaves data and run as they were", "[bindings][session][own-data][row-36]") {
  Session session;
  session.open_dataset(own_files());
  session.configure("layers=196-9-4&lr=0.1");
  session.advance();
  const std::vector<std::uint8_t> before = session.save_checkpoint();
  CHECK_THROWS_AS(session.open_dataset({}), Error);
  CHECK_THROWS_AS(session.open_dataset({bars("i", 9, 14, 2), bar_labels("l", 8, 2)}), Error);
  CHECK_THROWS_AS(session.open_dataset({bars("i", 1, 14, 1), bar_labels("l", 1, 1)}), Error);
  CHECK_THAT(refusal_of([&] { session.open_dataset({bars("i", 8, 91, 2), bar_labels("l", 8, 2)}); }).message,
             Catch::Matchers::ContainsSubstring("8192 pixels"));
  CHECK(session.data_summary().train_count == 120);
  CHECK(session.data_summary().classes == 4);
  CHECK(session.save_checkpoint() == before);
}

TEST_CASE("Without test images there is nothing to test, and few images make a small batch",
          "[bindings][session][own-data][row-33][row-34]") {
  Session session;
  const DatasetSummary summary = session.open_dataset({bars("i", 13, 14, 3), bar_labels("l", 13, 3)});
  CHECK(summary.counts.test_count == 0);
  REQUIRE(summary.warnings.size() == 1);
  CHECK(summary.warnings[0].code == "W_BATCH");
  CHECK(summary.warnings[0].message.find("Only 11 images") == 0);
  session.configure("");
  CHECK(session.advance().batches == 1);
  CHECK_THROWS_AS(session.start_test(), Error);
}

TEST_CASE("Digits side by side are a number, other classes are one thing", "[bindings][session][own-data]") {
  Session session;
  const Drawing eleven = {kOne[0], {{160, 50}, {160, 250}}};
  std::optional<NumberReading> reading = session.predict(eleven, 300);
  REQUIRE(reading.has_value());
  CHECK(reading->digits.size() == 2);
  CHECK(reading->number().size() == 2);
  CHECK_FALSE(session.predict({}, 300).has_value());

  session.open_dataset(own_files());
  session.configure("");
  reading = session.predict(eleven, 300);
  REQUIRE(reading.has_value());
  REQUIRE(reading->digits.size() == 1);
  CHECK(reading->digits[0].strokes == std::vector<std::size_t>{0, 1});
  CHECK_FALSE(session.predict({}, 300).has_value());
}

TEST_CASE("A hash is adapted to the data that is there", "[bindings][session][own-data]") {
  Session session;
  CHECK(session.adapted_hash("#lr=0.1") == "lr=0.1");
  session.open_dataset(own_files());
  CHECK(session.adapted_hash("") == "layers=196-128-256-4");
  CHECK(session.adapted_hash("layers=784-64-10&train=50000&seed=3") == "layers=196-64-4&seed=3");
  CHECK(session.adapted_hash("train=90") == "layers=196-128-256-4&train=90");
  CHECK_THROWS_AS(session.adapted_hash("lr=0"), Error);
  session.close_dataset();
  load(session);
  CHECK(session.adapted_hash("layers=196-128-256-4&lr=0.2") == "lr=0.2");
}

TEST_CASE("Drawings and pictures are read at the size of the data", "[bindings][session][own-data]") {
  Session session;
  session.open_dataset(own_files());
  session.configure("lr=0.1&epochs=8");
  while (session.advance().phase != Progress::Phase::finished) {
  }
  const std::optional<NumberReading> drawn = session.predict(kOne, 300);
  REQUIRE(drawn.has_value());
  CHECK(drawn->whole.image.frame == Frame{14, 14});
  CHECK(drawn->whole.probabilities.size() == 4);

  // An image of the set, once as grey levels and once as a browser has it, twice as large.
  const std::span<const std::uint8_t> image = session.data_set(false).image(2);
  const std::vector<std::uint8_t> grey(image.begin(), image.end());
  const std::optional<Prediction> plain = session.predict_image({14, 14, grey}, std::nullopt);
  REQUIRE(plain.has_value());
  CHECK(plain->label == 2);
  CHECK(plain->image.pixels == grey);
  Picture large = {28, 28, {}};
  for (std::size_t y = 0; y < 28; ++y)
    for (std::size_t x = 0; x < 28; ++x)
      for (std::size_t channel = 0; channel < 4; ++channel)
        large.pixels.push_back(channel < 3 ? grey[y / 2 * 14 + x / 2] : 255);
  CHECK(session.predict_image(large, PictureReading::as_it_is)->image.pixels == grey);
  CHECK(session.predict_image(large, PictureReading::ink)->image.pixels != grey);
  CHECK_FALSE(
      session.predict_image({9, 9, std::vector<std::uint8_t>(81, 255)}, PictureReading::ink).has_value());

  CHECK_THROWS_AS(session.predict_image({0, 14, {}}, std::nullopt), Error);
  CHECK_THROWS_AS(session.predict_image({14, 14, {1, 2, 3}}, std::nullopt), Error);
  CHECK_THROWS_AS(session.predict_image({65536, 1, std::vector<std::uint8_t>(65536)}, std::nullopt), Error);
}

TEST_CASE("A run on a data set of one's own goes on from where it was saved",
          "[bindings][session][own-data][checkpoint]") {
  Session session;
  session.open_dataset(own_files());
  session.configure("lr=0.1&epochs=2");
  session.advance();
  const std::vector<std::uint8_t> saved = session.save_checkpoint();
  Session other;
  load(other);
  CHECK_THROWS_AS(other.restore("saved", saved), Error);
  other.open_dataset(own_files());
  other.restore("saved", saved);
  CHECK(other.progress().step == 1);
  CHECK(other.advance().loss == session.advance().loss);
}
