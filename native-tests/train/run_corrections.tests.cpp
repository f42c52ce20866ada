#include "inkling/train/run_corrections.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "inkling/data/checksum.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/train/checkpoint.hpp"
#include "support/own_drawings.hpp"
#include "support/refusal.hpp"
#include "support/small_run.hpp"

using namespace inkling;
using testing::own_drawings;
using testing::pattern_dataset;
using testing::refusal_of;
using testing::small_run;
using testing::small_split;

namespace {

const Dataset& test_images() {
  static const Dataset images = pattern_dataset(60);
  return images;
}

void correct(RunCorrections& corrections, Run& run, int row, std::uint8_t label) {
  corrections.begin(run, own_drawings({{row, label}}), test_images(), {.least_steps = 10, .most_steps = 100});
  while (corrections.under_way()) corrections.step();
}

}  // namespace

TEST_CASE("A run goes on after a correction with the batches that it would have had", "[train][correction]") {
  RunConfig config = testing::small_config();
  config.dropout = 0.2;
  config.augment = 0.5;
  const auto begin = [&] {
    auto run = std::make_unique<Run>(config);
    run->set_data(small_split());
    for (int i = 0; i < 4; ++i) run->fit().advance();
    return run;
  };
  const auto straight = begin();
  const auto corrected = begin();
  RunCorrections corrections;
  correct(corrections, *corrected, 6, 1);
  CHECK(corrected->corrections() == 1);
  CHECK(write_safetensors(state_dict(corrected->model())) !=
        write_safetensors(state_dict(straight->model())));
  for (int i = 0; i < 3; ++i) {
    CHECK(corrected->generator().state() == straight->generator().state());
    CHECK(corrected->fit().state().trainer == straight->fit().state().trainer);
    straight->fit().advance();
    corrected->fit().advance();
  }
}

TEST_CASE("Corrections are undone to the bit, the newest first, with what was trained since",
          "[train][correction]") {
  auto run = small_run(5);
  RunCorrections corrections;
  std::vector<std::vector<std::uint8_t>> before;
  for (const int row : {2, 8, 14}) {
    before.push_back(write_checkpoint(*run));
    correct(corrections, *run, row, 4);
    run->fit().advance();
  }
  CHECK(run->corrections() == 3);
  for (std::size_t left = 3; left > 0; --left) {
    CHECK(corrections.undoable() == left);
    run = corrections.undo(run->split());
    CHECK(write_checkpoint(*run) == before[left - 1]);
  }
  CHECK(run->corrections() == 0);
  CHECK(refusal_of([&] { return corrections.undo(run->split()); }).code == "E_API_STATE");
}

TEST_CASE("Only the latest corrections can be undone", "[train][correction]") {
  const auto run = small_run(5);
  RunCorrections corrections;
  for (int i = 0; i < 10; ++i) correct(corrections, *run, 2 * i, 4);
  CHECK(run->corrections() == 10);
  CHECK(corrections.undoable() == RunCorrections::kMostUndone);
}

TEST_CASE("A cancelled correction is none", "[train][correction]") {
  const auto run = small_run(5);
  const std::vector<std::uint8_t> before = write_checkpoint(*run);
  RunCorrections corrections;
  corrections.begin(*run, own_drawings({{6, 1}}), test_images());
  for (int i = 0; i < 20; ++i) corrections.step();
  CHECK(corrections.run_before() == before);
  CHECK(write_checkpoint(*run) != before);
  CHECK(refusal_of([&] {
          corrections.begin(*run, own_drawings({{6, 1}}), test_images());
          return 0;
        }).code == "E_API_STATE");
  CHECK(refusal_of([&] { return corrections.undo(run->split()); }).code == "E_API_STATE");
  corrections.cancel();
  CHECK(write_checkpoint(*run) == before);
  CHECK(corrections.undoable() == 0);
  CHECK(refusal_of([&] { return corrections.step().step; }).code == "E_API_STATE");
  CHECK(refusal_of([&] { return corrections.result().steps; }).code == "E_API_STATE");
}

TEST_CASE("Copies of a large run are let go, the oldest first, but for the newest", "[train][correction]") {
  auto run = small_run(5);
  const std::size_t size = write_checkpoint(*run).size();
  for (const auto& [copies, left] : std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}, {2, 2}}) {
    RunCorrections corrections(copies * size + size / 2);
    std::vector<std::uint8_t> before;
    for (const int row : {2, 8, 14}) {
      before = write_checkpoint(*run);
      correct(corrections, *run, row, 4);
    }
    CHECK(corrections.undoable() == left);
    run = corrections.undo(run->split());
    CHECK(write_checkpoint(*run) == before);
  }
}

TEST_CASE("A correction that fails leaves the run as it was, and another can begin", "[train][correction]") {
  const auto run = small_run(5);
  const std::vector<std::uint8_t> before = write_checkpoint(*run);
  RunCorrections corrections;
  corrections.begin(*run, own_drawings({{6, 1}}), test_images(), {.lr = 1e30});
  std::string code = "none";
  while (code == "none" && corrections.under_way())
    code = refusal_of([&] { return corrections.step().step; }).code;
  CHECK(code == "E_TRAIN_DIVERGED");
  CHECK_FALSE(corrections.under_way());
  CHECK(write_checkpoint(*run) == before);
  correct(corrections, *run, 6, 1);
  CHECK(run->corrections() == 1);
}

TEST_CASE("A corrected run is saved as one, and goes on to the bit", "[train][checkpoint][correction]") {
  const auto run = small_run(5);
  CHECK_FALSE(read_safetensors(write_checkpoint(*run), "saved").metadata.contains("corrections"));
  RunCorrections corrections;
  correct(corrections, *run, 6, 1);
  const std::vector<std::uint8_t> bytes = write_checkpoint(*run);
  const Checkpoint checkpoint = read_checkpoint(bytes, "saved");
  CHECK(checkpoint.corrections == 1);
  const auto resumed = resume(checkpoint, small_split(), "saved");
  CHECK(resumed->corrections() == 1);
  CHECK(write_checkpoint(*resumed) == bytes);
  run->fit().advance();
  resumed->fit().advance();
  CHECK(write_safetensors(state_dict(resumed->model())) == write_safetensors(state_dict(run->model())));
}

TEST_CASE("A number of corrections that cannot be is refused", "[train][checkpoint][correction]") {
  const auto run = small_run(5);
  TensorFile file = read_safetensors(write_checkpoint(*run), "saved");
  for (const std::string number : {"0", "-1", "1.5", "9999999999", ""}) {
    file.metadata.erase("crc32");
    file.metadata["corrections"] = number;
    file.metadata["crc32"] = text(crc32(write_safetensors(file)));
    CHECK(refusal_of([&] { return read_checkpoint(write_safetensors(file), "saved"); }).code ==
          "E_ST_FORMAT");
  }
}

TEST_CASE("A run without data cannot be corrected", "[train][correction]") {
  Run run(testing::small_config());
  RunCorrections corrections;
  CHECK(refusal_of([&] {
          corrections.begin(run, own_drawings({{6, 1}}), test_images());
          return 0;
        }).code == "E_API_STATE");
}

TEST_CASE("The same run corrects itself in the same way", "[train][correction]") {
  const auto twice = [] {
    const auto run = small_run(5);
    RunCorrections corrections;
    correct(corrections, *run, 6, 1);
    std::string first = fingerprint(run->model());
    correct(corrections, *run, 6, 2);
    return std::pair(std::move(first), fingerprint(run->model()));
  };
  CHECK(twice() == twice());
}
