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
