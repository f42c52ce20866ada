#include "inkling/train/checkpoint.hpp"

#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "fuzz/tiny_run.hpp"
#include "inkling/data/checksum.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/train/training_state.hpp"
#include "support/damage.hpp"
#include "support/figure.hpp"
#include "support/refusal.hpp"
#include "support/small_run.hpp"

using namespace inkling;
using testing::figure;
using testing::for_each_bit_flip;
using testing::for_each_truncation;
using testing::ink_split;
using testing::kImages;
using testing::kLeastDamaged;
using testing::kSlowStride;
using testing::pattern_dataset;
using testing::refusal_of;
using testing::small_config;
using testing::small_run;
using testing::small_split;
using testing::tiny_run;

namespace {

TensorFile changed(const std::vector<std::uint8_t>& bytes, const std::function<void(TensorFile&)>& change) {
  TensorFile file = read_safetensors(bytes, "saved");
  change(file);
  return file;
}

}  // namespace

TEST_CASE("A checkpoint holds the run, its images' checksum and its history", "[train][checkpoint]") {
  const auto run = small_run(8);
  const std::vector<std::uint8_t> bytes = write_checkpoint(*run);
  CHECK(write_checkpoint(*run) == bytes);
  const Checkpoint checkpoint = read_checkpoint(bytes, "run.checkpoint");
  CHECK(checkpoint.config == small_config());
  CHECK(checkpoint.train_images == kImages);
  CHECK(checkpoint.validation_images == 40);
  const auto resumed = resume(checkpoint, small_split(), "run.checkpoint");
  CHECK(resumed->fit().history() == run->fit().history());
  CHECK(resumed->fit().history().size() == 2);
  CHECK(write_safetensors(state_dict(resumed->model())) == write_safetensors(state_dict(run->model())));
  CHECK(write_safetensors(model_state(checkpoint.state)) == write_safetensors(state_dict(run->model())));
}

TEST_CASE("A run that is over can be made longer", "[train][checkpoint]") {
  const auto run = small_run(1000);
  Checkpoint checkpoint = read_checkpoint(write_checkpoint(*run), "saved");
  CHECK(resume(checkpoint, small_split(), "saved")->fit().finished());
  checkpoint.config.epochs = 2;
  CHECK(refusal_of([&] { return resume(checkpoint, small_split(), "saved"); }).code == "E_HP_EPOCHS");
  checkpoint.config.epochs = 5;
  const auto longer = resume(checkpoint, small_split(), "saved");
  while (!longer->fit().finished()) longer->fit().advance();

  RunConfig config = small_config();
  config.epochs = 5;
  Run straight(config);
  straight.set_data(small_split());
  while (!straight.fit().finished()) straight.fit().advance();
  CHECK(write_safetensors(state_dict(longer->model())) == write_safetensors(state_dict(straight.model())));
}

TEST_CASE("A run is made longer unless its schedule spans it", "[train][checkpoint]") {
  for (const auto& [schedule, code] :
       std::vector<std::pair<std::string, std::string>>{{"step:1:0.5", "none"},
                                                        {"cosine", "E_HP_EPOCHS"},
                                                        {"onecycle", "E_HP_EPOCHS"},
                                                        {"warmup-cosine:1", "E_HP_EPOCHS"}}) {
    RunConfig config = small_config();
    config.schedule = parse_schedule(schedule);
    Run run(config);
    run.set_data(small_split());
    for (int i = 0; i < 5; ++i) run.fit().advance();
    Checkpoint checkpoint = read_checkpoint(write_checkpoint(run), "saved");
    checkpoint.config.epochs = 5;
    INFO(schedule);
    CHECK(refusal_of([&] { return resume(checkpoint, small_split(), "saved"); }).code == code);
  }
}

TEST_CASE("A rate that another machine's cosine gave is taken, one that no schedule gives is not",
          "[train][checkpoint]") {
  RunConfig config = small_config();
  config.schedule = parse_schedule("cosine");
  Run run(config);
  run.set_data(small_split());
  for (int i = 0; i < 6; ++i) run.fit().advance();
  const Checkpoint checkpoint = read_checkpoint(write_checkpoint(run), "saved");
  const double rate = run.optimizer().lr();
  CHECK(rate != config.lr);
  const auto with_rate = [&](double changed) {
    Checkpoint other = checkpoint;
    for (NamedTensor& tensor : other.state.tensors)
      if (tensor.name == "optimizer.lr") tensor.values = std::vector<double>{changed};
    return other;
  };
  const double next = std::nextafter(rate, 1);
  CHECK(resume(with_rate(next), small_split(), "saved")->optimizer().lr() == next);
  CHECK(refusal_of([&] { return resume(with_rate(rate * 1.001), small_split(), "saved"); }).code ==
        "E_ST_STATE");
}

TEST_CASE("B5: runs of any configuration go on to the bit from a checkpoint", "[train][checkpoint]") {
  const std::vector<std::string> hashes = {
      "lr=0.1&momentum=0.9&nesterov=1&wd=0.001&schedule=step:1:0.5",
      "lr=0.1&activation=gelu&batchnorm=1&schedule=cosine",
      "activation=tanh&dropout=0.3&optimizer=adam&lr=0.01&wd=0.01&schedule=onecycle",
      "activation=leaky_relu&batchnorm=1&dropout=0.5&optimizer=adamw&lr=0.01&schedule=warmup-cosine:2",
      "lr=0.1&activation=sigmoid&dropout=0.2&momentum=0.8&schedule=onecycle&augment=0.7&synthetic=0.5",
      "lr=0.1&augment=0.3&rotation=1&shift=0&thickness=0.8&elastic=1",
  };
  const auto end_of = [](Run& run) {
    while (!run.fit().finished()) run.fit().advance();
    std::vector<EpochReport> history = run.fit().history();
    for (EpochReport& report : history) report.seconds = report.images_per_second = 0;  // what clocks said
    return std::pair(write_safetensors(state_dict(run.model())), history);
  };
  constexpr int kCalls = 4 * (3 + 1);  // of advance(): batches of training and of validation
  Generator random(17);
  int cuts = 0;
  for (const std::string& hash : hashes) {
    const TrainingSplit split = hash.find("synthetic") == std::string::npos ? small_split() : ink_split();
    const RunConfig config = parse_run_config("layers=784-12-8-10&batch=32&epochs=4&" + hash);
    Run straight(config);
    straight.set_data(split);
    const auto end = end_of(straight);
    for (int cut = 0; cut < 10; ++cut) {
      const auto at = static_cast<int>(random.random32() % kCalls);
      INFO(hash << ", saved after " << at << " calls");
      Run first(config);
      first.set_data(split);
      for (int i = 0; i < at; ++i) first.fit().advance();
      const std::vector<std::uint8_t> bytes = write_checkpoint(first);
      const auto second = resume(read_checkpoint(bytes, "saved"), split, "saved");
      CHECK((first.fit().state().validating || write_checkpoint(*second) == bytes));
      CHECK(end_of(*second) == end);
      ++cuts;
    }
  }
  figure("B5", "runs cut and gone on with from a checkpoint", cuts);
}

TEST_CASE("A checkpoint of the format's first days goes on as the run goes today", "[train][checkpoint]") {
  std::ifstream in(INKLING_ASSETS "/checkpoints/version-1.checkpoint", std::ios::binary);
  const std::vector<std::uint8_t> bytes(std::istreambuf_iterator<char>(in), {});
  const Checkpoint checkpoint = read_checkpoint(bytes, "version-1.checkpoint");
  const auto resumed = resume(checkpoint, small_split(), "version-1.checkpoint");
  CHECK(write_checkpoint(*resumed) == bytes);
  RunConfig config = small_config();
  config.layers = {784, 1, 10};
  CHECK(checkpoint.config == config);
  Run straight(config);
  straight.set_data(small_split());
  for (Run* run : {resumed.get(), &straight})
    while (!run->fit().finished()) run->fit().advance();
  CHECK(write_safetensors(state_dict(resumed->model())) == write_safetensors(state_dict(straight.model())));
}

TEST_CASE("Every damage of a checkpoint is noticed", "[train][checkpoint]") {
  const RunConfig config = parse_run_config("layers=4-3-2&batch=2&epochs=2&momentum=0.9&lr=0.1");
  const std::vector<std::uint8_t> bytes = write_checkpoint(*tiny_run(config, 4));
  CHECK(bytes.size() >= kLeastDamaged);
  CHECK(read_checkpoint(bytes, "whole").config == config);
  const auto check = [](const std::vector<std::uint8_t>& damaged, std::size_t at) {
    const std::string code = refusal_of([&] { return read_checkpoint(damaged, "damaged"); }).code;
    INFO("byte " << at << ": " << code);
    REQUIRE(code.starts_with("E_ST_"));
  };
  figure("D2", "checkpoint, bits turned", static_cast<double>(for_each_bit_flip(bytes, check, kSlowStride)));
  figure("D2", "checkpoint, truncations", static_cast<double>(for_each_truncation(bytes, check)));
}

TEST_CASE("A checkpoint is refused for what it says of itself", "[train][checkpoint]") {
  const auto run = small_run(3);
  const std::vector<std::uint8_t> bytes = write_checkpoint(*run);
  const auto refusal = [&](const std::string& key, const std::string& value) {
    const TensorFile file = changed(bytes, [&](TensorFile& f) { f.metadata[key] = value; });
    return refusal_of([&] { return read_checkpoint(write_safetensors(file), "run.checkpoint"); });
  };
  CHECK(refusal("format", "pt").code == "E_ST_FORMAT");
  const auto newer = refusal("version", "2");
  CHECK(newer.code == "E_ST_VERSION");
  CHECK(newer.message.find("newer") != std::string::npos);
  CHECK(refusal("version", "one").code == "E_ST_FORMAT");
  CHECK(refusal("run", "lr=0.5").code == "E_ST_CRC");
  CHECK(refusal("crc32", "").code == "E_ST_FORMAT");

  const Checkpoint checkpoint = read_checkpoint(bytes, "run.checkpoint");
  const TrainingSplit others = {pattern_dataset(kImages + 1).slice(1, kImages), pattern_dataset(40)};
  CHECK(refusal_of([&] { return resume(checkpoint, others, "run.checkpoint"); }).code == "E_ST_DATA");
  const TrainingSplit divided = {
      Dataset(testing::pattern_images(kImages), testing::pattern_labels(kImages), 10, 256.0F),
      pattern_dataset(40)};
  CHECK(refusal_of([&] { return resume(checkpoint, divided, "run.checkpoint"); }).code == "E_ST_DATA");
  Checkpoint other_rate = checkpoint;
  other_rate.config.lr = 0.2;
  CHECK(refusal_of([&] { return resume(other_rate, small_split(), "run.checkpoint"); }).code == "E_ST_STATE");
  Checkpoint larger = checkpoint;
  larger.config.layers = {784, 8000, 10};
  CHECK(refusal_of([&] { return resume(larger, small_split(), "run.checkpoint"); }).code == "E_ST_MODEL");
  const TrainingSplit fewer = {pattern_dataset(kImages - 1), pattern_dataset(40)};
  CHECK(refusal_of([&] { return resume(checkpoint, fewer, "run.checkpoint"); }).code == "E_ST_DATA");
}

// Storage may be written by others: a checksum that fits shows no more than that somebody computed it.
TEST_CASE("A checkpoint that was made up, checksum and all, is refused too", "[train][checkpoint]") {
  const std::vector<std::uint8_t> bytes = write_checkpoint(*small_run(3));
  const auto refusal = [&](const std::string& key, const std::string& value) {
    TensorFile file = changed(bytes, [&](TensorFile& f) {
      f.metadata[key] = value;
      f.metadata.erase("crc32");
    });
    file.metadata["crc32"] = std::to_string(crc32(write_safetensors(file)));
    return refusal_of(
        [&] { return resume(read_checkpoint(write_safetensors(file), "forged"), small_split(), "forged"); });
  };
  CHECK(refusal("train_images", std::to_string(kImages)).code == "none");
  CHECK(refusal("run", "lr=-1").code == "E_ST_STATE");
  CHECK(refusal("run", "layers=784-9-10").code == "E_ST_MODEL");
  CHECK(refusal("run", "layers=784-99999999-10").code == "E_ST_STATE");
  CHECK(refusal("run", "").code == "E_ST_MODEL");  // the tutorial's network
  CHECK(refusal("train_images", "-1").code == "E_ST_DATA");
  CHECK(refusal("train_images", "1e9").code == "E_ST_FORMAT");
  CHECK(refusal("images_crc32", "0").code == "E_ST_DATA");
  CHECK(refusal("images_crc32", "-1").code == "E_ST_FORMAT");
  CHECK(refusal("corrections", "0").code == "E_ST_FORMAT");
}

TEST_CASE("Where a run's images are not there, its checkpoint says which it wants", "[train][checkpoint]") {
  const Checkpoint checkpoint = read_checkpoint(write_checkpoint(*small_run(3)), "run.checkpoint");
  const Error error =
      missing_images(checkpoint, Error({"E_HP_TRAIN", "train", "1 to 9 images", "20"}), "run.checkpoint");
  CHECK(error.code() == "E_ST_DATA");
  CHECK(error.fault().expected.find(std::to_string(kImages) + " images") != std::string::npos);
  CHECK(error.fault().found.find("1 to 9 images") != std::string::npos);
}

TEST_CASE("E4: what has diverged is not saved", "[train][checkpoint]") {
  const auto run = small_run(1);
  run->model().named_parameters().front().parameter->value(0, 0) = NAN;
  CHECK(refusal_of([&] { return write_checkpoint(*run); }).code == "E_ST_NONFINITE");
  CHECK(refusal_of([&] { return run->fit().advance().step; }).code == "E_TRAIN_DIVERGED");
  CHECK(refusal_of([&] { return write_checkpoint(*run); }).code == "E_API_STATE");

  Run without_images(small_config());
  CHECK(refusal_of([&] { return write_checkpoint(without_images); }).code == "E_API_STATE");
}
