// Looking into a session's network and data.
#include <array>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "bindings/session.hpp"
#include "support/loaded_session.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::load;
using testing::refusal_of;

namespace {

const std::vector<std::uint8_t> kImage(784, 90);

void finish_pass(Session& session) {
  while (!session.advance_test().done) {
  }
}

void look_at_all(Session& session) {
  session.first_layer(0, 4);
  session.activations(kImage);
  session.saliency(kImage, 3);
  refusal_of([&] { return session.saliency(kImage, 10); });
}

/// The network after an epoch, with a dozen looks into it or none.
std::string trained(const std::string& hash, bool looks) {
  Session session;
  load(session);
  session.configure(hash);
  for (int i = 0; session.progress().epoch < 1; ++i) {
    session.advance();
    if (looks) look_at_all(session);
    if (looks && i == 3) {
      session.start_measuring();
      finish_pass(session);
      session.cell_images(0, 0, 5);
    }
  }
  return session.fingerprint();
}

}  // namespace

TEST_CASE("A run ends in the same bits, however often one looked into it", "[bindings][session][inspect]") {
  for (const std::string hash :
       {"layers=784-16-10&lr=0.1&momentum=0.9&batch=10",
        "layers=784-16-10&batch=10&optimizer=adam&dropout=0.3&batchnorm=1&augment=0.5"}) {
    CAPTURE(hash);
    CHECK(trained(hash, true) == trained(hash, false));
  }
}

TEST_CASE("The way of an image ends in what predict_image() reads", "[bindings][session][inspect]") {
  Session session;
  load(session);
  session.configure("layers=784-16-10&batch=10&lr=0.1");
  for (int i = 0; i < 10; ++i) session.advance();
  const std::optional<Prediction> read = session.predict_image({28, 28, kImage}, PictureReading::as_it_is);
  REQUIRE(read);
  const Activations way = session.activations(kImage);
  CHECK(way.label == read->label);
  CHECK(way.probabilities == read->probabilities);
  CHECK(way.layers.size() == 2);
  CHECK(refusal_of([&] { return session.activations(std::vector<std::uint8_t>(10)); }).code ==
        "E_API_LENGTH");
}

TEST_CASE("A measurement is of the test images, and knows when the network has changed",
          "[bindings][session][inspect]") {
  Session session;
  CHECK(refusal_of([&] { return session.start_measuring(), 0; }).code == "E_API_STATE");
  load(session, 120, 300);
  session.configure("layers=784-16-10&batch=10&lr=0.1");
  session.advance();
  CHECK_FALSE(session.measurement());
  session.start_measuring();
  session.advance_test();
  CHECK_FALSE(session.measurement());
  CHECK(refusal_of([&] { return session.cell_images(0, 0, 1); }).code == "E_API_STATE");
  finish_pass(session);
  REQUIRE(session.measurement());
  CHECK(session.measurement()->part == DataPart::test);
  CHECK(session.measurement()->confusion.total() == 300);
  CHECK(session.measurement()->current);
  CHECK(session.measurement()->epoch == 0);
  CHECK(session.measurement()->step == 1);
  session.advance();
  REQUIRE(session.measurement());
  CHECK_FALSE(session.measurement()->current);
  CHECK(session.measurement()->step == 1);
  session.configure("");
  CHECK_FALSE(session.measurement());
}

TEST_CASE("A pass in which the network changed is no measurement", "[bindings][session][inspect]") {
  Session session;
  load(session, 120, 300);
  session.configure("layers=784-16-10&batch=10&lr=0.1");
  session.start_test();
  session.advance_test();
  session.advance();
  finish_pass(session);
  CHECK_FALSE(session.measurement());
}

TEST_CASE("Without test images the validation images are measured", "[bindings][session][inspect]") {
  Session session;
  session.set_data(DataRole::train_images, "images", testing::idx_bytes(testing::pattern_images(120)));
  session.set_data(DataRole::train_labels, "labels", testing::idx_bytes(testing::pattern_labels(120)));
  session.start_measuring();
  finish_pass(session);
  REQUIRE(session.measurement());
  CHECK(session.measurement()->part == DataPart::validation);
  CHECK(session.measurement()->confusion.total() == 20);
}

TEST_CASE("A cell's images are those of the data, with what they are read as",
          "[bindings][session][inspect]") {
  Session session;
  load(session, 120, 300);
  session.configure("layers=784-16-10&batch=10&lr=0.1");
  session.start_measuring();
  finish_pass(session);
  const ConfusionMatrix confusion = session.measurement()->confusion;
  Index images = 0;
  for (Index label = 0; label < 10; ++label)
    for (Index predicted = 0; predicted < 10; ++predicted) {
      const std::vector<CellImage> cell = session.cell_images(label, predicted, kMostCellImages);
      CHECK(static_cast<std::int64_t>(cell.size()) == confusion.count(label, predicted));
      images += static_cast<Index>(cell.size());
      for (const CellImage& image : cell) {
        const auto pixels = session.data_set(false).image(image.reading.index);
        CHECK(image.pixels == std::vector<std::uint8_t>(pixels.begin(), pixels.end()));
        CHECK(session.activations(image.pixels).label == predicted);
      }
    }
  CHECK(images == 300);
  CHECK(refusal_of([&] { return session.cell_images(10, 0, 1); }).code == "E_API_RANGE");
  CHECK(refusal_of([&] { return session.cell_images(0, 0, 0); }).code == "E_API_TOOBIG");
  CHECK(refusal_of([&] { return session.cell_images(0, 0, kMostCellImages + 1); }).code == "E_API_TOOBIG");
}

TEST_CASE("After a calibration a cell tells the probabilities that a reading tells",
          "[bindings][session][inspect]") {
  Session session;
  load(session, 240, 30);
  session.configure("layers=784-16-10&batch=10&lr=0.1&epochs=2");
  while (session.advance().phase != Progress::Phase::finished) {
  }
  session.start_measuring();
  finish_pass(session);
  session.start_calibration();
  while (!session.advance_calibration().done) {
  }
  REQUIRE(session.calibration() != nullptr);
  const std::vector<CellImage> cell = session.cell_images(0, 0, 5);
  REQUIRE_FALSE(cell.empty());
  const std::optional<Prediction> read =
      session.predict_image({28, 28, cell[0].pixels}, PictureReading::as_it_is);
  REQUIRE(read);
  CHECK(cell[0].reading.probability == read->probabilities[0]);
}

TEST_CASE("The parts of the data are the run's, and images are found by label, both ways",
          "[bindings][session][inspect]") {
  Session session;
  for (const DataPart part : {DataPart::training, DataPart::validation, DataPart::test}) {
    CHECK(session.part(part).size() == 0);
    CHECK_FALSE(session.find_image(part, 0, true, std::nullopt));
  }
  load(session, 120, 30);
  session.configure("train=40");
  CHECK(session.part(DataPart::training).size() == 40);
  CHECK(session.part(DataPart::validation).size() == 20);
  CHECK(session.part(DataPart::test).size() == 30);
  const Dataset validation = session.part(DataPart::validation);
  const std::optional<Index> next = session.find_image(DataPart::validation, 1, true, validation.label(0));
  REQUIRE(next);
  CHECK(*next > 0);
  CHECK(validation.label(*next) == validation.label(0));
  CHECK(session.find_image(DataPart::validation, *next - 1, false, validation.label(0)) == 0);
  CHECK_FALSE(session.find_image(DataPart::validation, 20, true, std::nullopt));
  CHECK_FALSE(session.find_image(DataPart::validation, -1, false, std::nullopt));
  CHECK_FALSE(session.find_image(DataPart::validation, 0, true, 99));
}
