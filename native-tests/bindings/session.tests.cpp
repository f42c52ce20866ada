#include "bindings/session.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/core/error.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/io/onnx.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/pytorch_script.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::idx_bytes;
using testing::pattern_images;
using testing::pattern_labels;
using testing::refusal_of;

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
  CHECK_THROWS_WITH(session.open_dataset({bars("i", 8, 91, 2), bar_labels("l", 8, 2)}),
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
  const std::optional<Prediction> drawn = session.predict(kOne, 300);
  REQUIRE(drawn.has_value());
  CHECK(drawn->image.frame == Frame{14, 14});
  CHECK(drawn->probabilities.size() == 4);

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

TEST_CASE("A session takes up a saved network and trains it on", "[bindings][session]") {
  Generator elsewhere(7);
  Sequential network = make_mlp({784, 12, 10}, elsewhere);
  const std::vector<std::uint8_t> saved = write_safetensors(state_dict(network));

  Session session;
  load(session);
  session.configure("layers=784-5-10&lr=0.05&seed=3&epochs=2&batch=40");
  session.advance();
  CHECK(to_hash(session.load_model("saved", saved)) == "layers=784-12-10&lr=0.05&batch=40&epochs=2&seed=3");
  CHECK(session.save_model() == saved);
  CHECK(session.progress().step == 0);
  CHECK(session.history().empty());
  while (session.advance().phase != Progress::Phase::finished) {
  }
  CHECK(session.history().size() == 2);
  CHECK(session.save_model() != saved);

  // The network within a checkpoint is taken alone: the run begins.
  const std::vector<std::uint8_t> trained = session.save_model();
  const std::vector<std::uint8_t> checkpoint = session.save_checkpoint();
  Session empty;
  empty.load_model("run", checkpoint);
  CHECK(empty.save_model() == trained);
  CHECK(to_hash(empty.config()) == "layers=784-12-10");
}

TEST_CASE("A network that is refused leaves the session as it was", "[bindings][session]") {
  Session session;
  load(session);
  session.configure("layers=784-5-10&seed=3");
  session.advance();
  const std::string before = session.fingerprint();
  const auto code_for = [&](const std::vector<std::uint8_t>& bytes) {
    const std::string code = refusal_of([&] { return session.load_model("given", bytes); }).code;
    CHECK(session.fingerprint() == before);
    CHECK(session.progress().step == 1);
    CHECK(to_hash(session.config()) == "layers=784-5-10&seed=3");
    return code;
  };
  const auto saved = [](const std::vector<Index>& layers, const auto& change) {
    Generator generator(1);
    Sequential network = make_mlp(layers, generator);
    TensorFile file = state_dict(network);
    change(file);
    return write_safetensors(file);
  };
  const auto unchanged = [](TensorFile& file) { (void)file; };
  CHECK(code_for({}) == "E_ST_SHORT");
  CHECK(code_for(saved({784, 10}, [](TensorFile& file) { file.tensors.pop_back(); })) == "E_ST_MODEL");
  CHECK(code_for(saved({784, 10}, [](TensorFile& file) {
          file.tensors.back().values.as<float>()[0] = std::nanf("");
        })) == "E_ST_NONFINITE");
  CHECK(code_for(saved({1, 8193, 1}, unchanged)) == "E_ST_MODEL");
  CHECK(code_for(saved({100, 10}, unchanged)) == "E_IDX_SHAPE");
  CHECK(code_for(saved({784, 5}, unchanged)) == "E_IDX_LABEL");
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

TEST_CASE("What a session exports is its network and its run", "[bindings][session]") {
  Session session;
  session.configure("layers=784-12-10&lr=0.05&seed=3");
  Generator generator(3);
  Sequential same = make_mlp({784, 12, 10}, generator);
  CHECK(session.export_onnx() == export_onnx(same, {.pixel_divisor = 255}));
  CHECK(session.export_pytorch_script() == pytorch_script(session.config()));
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
  const std::vector<float> calibrated = session.predict(kOne, 300)->probabilities;
  session.advance();
  CHECK(session.calibration() == nullptr);
  session.start_calibration();
  session.advance();
  CHECK(refusal_of([&] { return session.advance_calibration(); }).code == "E_API_STATE");

  session.configure("layers=784-8-10&batch=50");  // the same network again
  const std::vector<float> plain = session.predict(kOne, 300)->probabilities;
  CHECK(plain != calibrated);
  calibrate();
  CHECK(session.calibration()->temperature == temperature);
  CHECK(session.predict(kOne, 300)->probabilities == calibrated);
  session.configure("seed=2");
  CHECK(session.calibration() == nullptr);
}
