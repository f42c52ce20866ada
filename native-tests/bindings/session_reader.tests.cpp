#include <algorithm>
#include <optional>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "bindings/session.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/nn/parameter_vector.hpp"
#include "inkling/train/mlp.hpp"
#include "support/gzip_bytes.hpp"
#include "support/loaded_session.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::kOne;
using testing::load;
using testing::refusal_of;

namespace {

constexpr double kCanvas = 300;
const char* const kHash = "layers=784-12-10&lr=0.1&batch=50&epochs=2";

const char* const kReader = "layers=784-8-10";

std::vector<std::uint8_t> network_file(const std::vector<Index>& layers, std::uint32_t seed = 99) {
  Generator generator(seed);
  Sequential model = make_mlp(layers, generator);
  return write_safetensors(state_dict(model));
}

/// The parameters of the same.
std::vector<std::uint8_t> network_vector(const std::vector<Index>& layers) {
  Generator generator(99);
  Sequential model = make_mlp(layers, generator);
  return parameters_to_vector(model);
}

std::vector<float> read_one(Session& session) {
  return session.predict(kOne, kCanvas)->whole.probabilities;
}

/// What a network says that a person opened.
std::vector<float> read_one(const std::vector<std::uint8_t>& file) {
  Session session;
  session.load_model("network", file);
  return read_one(session);
}

}  // namespace

TEST_CASE("Before anything is trained a ready-made network reads, the data there or not",
          "[bindings][reader]") {
  const std::vector<std::uint8_t> file = network_file({784, 8, 10});
  Session session;
  session.configure(kHash);
  const std::vector<float> untrained = read_one(session);
  CHECK_FALSE(session.reads_ready_made());
  session.set_reader(kReader, "ready", network_vector({784, 8, 10}));
  CHECK(session.reads_ready_made());
  CHECK(read_one(session) == read_one(file));
  load(session);
  session.configure(kHash);
  CHECK(session.reads_ready_made());
  CHECK(read_one(session) == read_one(file));
  const Picture picture{28, 28, std::vector<std::uint8_t>(784, 200)};
  const auto seen = session.predict_image(picture, PictureReading::as_it_is)->probabilities;
  session.advance();
  CHECK_FALSE(session.reads_ready_made());
  CHECK(session.predict_image(picture, PictureReading::as_it_is)->probabilities != seen);
  session.configure(kHash);
  CHECK(session.predict_image(picture, PictureReading::as_it_is)->probabilities == seen);
  CHECK(untrained != read_one(session));
}

TEST_CASE("With a ready-made reader a run trains to the same bits", "[bindings][reader]") {
  Session with;
  Session without;
  with.set_reader(kReader, "ready", network_vector({784, 8, 10}));
  for (Session* const session : {&with, &without}) {
    load(*session);
    session->configure(kHash);
    read_one(*session);
    while (session->advance().phase != Progress::Phase::finished) {
    }
  }
  CHECK(with.fingerprint() == without.fingerprint());
  CHECK(read_one(with) == read_one(without));
}

TEST_CASE("An opened, a corrected and a restored network read themselves", "[bindings][reader]") {
  const std::vector<std::uint8_t> opened = network_file({784, 12, 10}, 3);
  Session session;
  session.set_reader(kReader, "ready", network_vector({784, 8, 10}));
  load(session);
  session.configure(kHash);
  session.load_model("opened", opened);
  CHECK_FALSE(session.reads_ready_made());
  CHECK(read_one(session) == read_one(opened));

  session.configure(kHash);
  CHECK(session.reads_ready_made());
  const std::vector<std::uint8_t> pixels(784, 90);
  session.begin_correction(pixels, std::vector<std::uint8_t>{1});
  CHECK_FALSE(session.reads_ready_made());
  while (session.advance_correction().phase != CorrectionProgress::Phase::done) {
  }
  CHECK_FALSE(session.reads_ready_made());
  session.undo_correction();
  CHECK(session.reads_ready_made());

  session.advance();
  const std::vector<std::uint8_t> checkpoint = session.save_checkpoint();
  session.configure(kHash);
  session.restore("saved", checkpoint);
  CHECK_FALSE(session.reads_ready_made());
}

TEST_CASE("A run of other images than MNIST's has no ready-made reader", "[bindings][reader]") {
  Session session;
  session.set_reader(kReader, "ready", network_vector({784, 8, 10}));
  session.configure("layers=784-12-7");
  CHECK_FALSE(session.reads_ready_made());
  CHECK(read_one(session).size() == 7);
  session.configure("layers=196-12-10");
  CHECK_FALSE(session.reads_ready_made());
}

TEST_CASE("A ready-made network may be gzipped; what is none is refused, and the one before stays",
          "[bindings][reader][hostile]") {
  const std::vector<std::uint8_t> file = network_file({784, 8, 10});
  Session session;
  session.set_reader(kReader, "ready", testing::gzip(network_vector({784, 8, 10})));
  const std::vector<float> read = read_one(session);
  CHECK(read == read_one(file));
  const auto refused = [&](const std::vector<std::uint8_t>& bytes, const char* hash = kReader) {
    return refusal_of([&] {
             session.set_reader(hash, "ready", bytes);
             return 0;
           })
        .code;
  };
  CHECK(refused({}) == "E_ST_LENGTH");
  CHECK(refused({0x1f, 0x8b, 8}) == "E_GZ_TRUNCATED");
  CHECK(refused(network_vector({196, 8, 10})) == "E_ST_LENGTH");
  CHECK(refused(network_vector({196, 8, 10}), "layers=196-8-10") == "E_ST_MODEL");
  CHECK(refused(network_vector({784, 8, 9}), "layers=784-8-9") == "E_ST_MODEL");
  CHECK(refused(network_vector({784, 8, 10}), "layers=784-8-10&batchnorm=1") == "E_ST_MODEL");
  CHECK(refused(network_vector({784, 8, 10}), "layers=784-8-10&lr=none") == "E_HP_LR");
  CHECK(read_one(session) == read);
}

TEST_CASE("A run's network can be saved with rounded weights, once there is data", "[bindings][reader]") {
  Session session;
  CHECK(refusal_of([&] { return session.save_small_model(); }).code == "E_API_STATE");
  load(session);
  session.configure(kHash);
  while (session.advance().phase != Progress::Phase::finished) {
  }
  const std::string trained = session.fingerprint();
  const std::vector<std::uint8_t> small = session.save_small_model();
  CHECK(session.fingerprint() == trained);
  CHECK(small != session.save_model());
  const std::vector<float> before = read_one(session);
  const std::vector<float> after = read_one(small);
  CHECK(std::max_element(before.begin(), before.end()) - before.begin() ==
        std::max_element(after.begin(), after.end()) - after.begin());
}
