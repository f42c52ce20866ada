#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "bindings/session.hpp"
#include "inkling/core/error.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/io/onnx.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/pytorch_script.hpp"
#include "support/loaded_session.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::load;
using testing::refusal_of;

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
  CHECK_THAT(refusal_of([&] { other.restore("saved", damaged); }).message,
             Catch::Matchers::ContainsSubstring("damaged"));
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

TEST_CASE("What a session exports is its network and its run", "[bindings][session]") {
  Session session;
  session.configure("layers=784-12-10&lr=0.05&seed=3");
  Generator generator(3);
  Sequential same = make_mlp({784, 12, 10}, generator);
  CHECK(session.export_onnx() == export_onnx(same, {.pixel_divisor = 255}));
  CHECK(session.export_pytorch_script() == pytorch_script(session.config()));
}
