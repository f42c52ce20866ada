#include "inkling/train/correction.hpp"

#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/parallel.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/prediction.hpp"
#include "inkling/train/trainer.hpp"
#include "support/own_drawings.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::own_drawings;
using testing::OwnDrawing;
using testing::pattern_dataset;
using testing::refusal_of;
using Phase = CorrectionProgress::Phase;

namespace {

/// A network that reads the patterns.
struct Reader {
  explicit Reader(MlpOptions network = {.layers = {784, 24, 10}}, Index epochs = 6)
      : generator(1), model(make_mlp(network, generator)) {
    SGD optimizer(model.named_parameters(), {.lr = 0.1, .momentum = 0.9});
    Trainer trainer(
        model, optimizer,
        DataLoader(patterns, {.batch_size = 32, .shuffle = true, .default_generator = &generator}));
    while (trainer.epoch() < epochs) trainer.step();
  }

  /// A bar that is no pattern, with a label that it is not read as.
  OwnDrawing misread(int row) {
    const int label = predict(model, DigitImage{.pixels = testing::bar_image(row)}).label;
    return {row, static_cast<std::uint8_t>((label + 3) % 10)};
  }

  std::vector<std::uint8_t> state() { return write_safetensors(state_dict(model)); }

  Dataset patterns = pattern_dataset(400);
  Dataset test = pattern_dataset(200);
  Generator generator;
  Sequential model;
};

CorrectionResult correct(Reader& reader, const Dataset& own, CorrectionOptions options = {}) {
  Correction correction(reader.model, own, reader.patterns, reader.test, options);
  while (!correction.done()) correction.step();
  return correction.result();
}

}  // namespace

TEST_CASE("A drawing that was misread is learnt, and little is forgotten", "[train][correction]") {
  Reader reader;
  REQUIRE(evaluate(reader.model, reader.test).correct > 190);
  const OwnDrawing drawing = reader.misread(6);
  const CorrectionResult result = correct(reader, own_drawings({drawing}));
  CHECK(result.own_count == 1);
  CHECK(result.before.own_correct == 0);
  CHECK(result.after.own_correct == 1);
  CHECK(result.learnt);
  CHECK(result.steps >= CorrectionOptions{}.least_steps);
  CHECK(result.steps < CorrectionOptions{}.most_steps);
  const Prediction read = predict(reader.model, DigitImage{.pixels = testing::bar_image(6)});
  CHECK(read.label == drawing.label);
  CHECK(read.probabilities[drawing.label] >= 0.9F);
  // Another one of its kind is read so too.
  CHECK(predict(reader.model, DigitImage{.pixels = testing::bar_image(7)}).label == drawing.label);
  CHECK(result.test_count == 200);
  CHECK(result.after.test_correct >= result.before.test_correct - 2);
}

TEST_CASE("What a correction says of the test images is what evaluate() finds", "[train][correction]") {
  Reader reader({.layers = {784, 12, 10}}, 0);  // untrained
  const Evaluation before = evaluate(reader.model, reader.test);
  REQUIRE(before.correct < before.images);
  Evaluator pass(reader.model, DataLoader(reader.test, {.batch_size = 128}));
  const auto wrong = [&] {
    pass.begin();
    while (pass.step()) {
    }
    std::set<Index> images;
    for (const Mistake& mistake : pass.mistakes()) images.insert(mistake.index);
    return images;
  };
  const std::set<Index> wrong_before = wrong();
  const CorrectionResult result = correct(reader, own_drawings({reader.misread(6), reader.misread(20)}));
  const std::set<Index> wrong_after = wrong();
  const Evaluation after = evaluate(reader.model, reader.test);
  CHECK(result.before.test_correct == before.correct);
  CHECK(result.before.test_loss == before.loss);
  CHECK(result.after.test_correct == after.correct);
  CHECK(result.after.test_accuracy == after.accuracy());
  CHECK(result.after.test_loss == after.loss);
  std::vector<std::uint32_t> lost;
  std::vector<std::uint32_t> won;
  for (const Index image : wrong_after)
    if (!wrong_before.contains(image)) lost.push_back(static_cast<std::uint32_t>(image));
  for (const Index image : wrong_before)
    if (!wrong_after.contains(image)) won.push_back(static_cast<std::uint32_t>(image));
  CHECK(result.lost == lost);
  CHECK(result.won == won);
  CHECK(won.size() > lost.size());  // the replayed images teach it too
}

TEST_CASE("A correction that is given up leaves the network as it was, to the bit", "[train][correction]") {
  Reader reader({.layers = {784, 24, 10}, .batch_norm = true, .dropout = 0.3});
  const std::vector<std::uint8_t> state = reader.state();
  const Dataset own = own_drawings({reader.misread(6)});
  for (const int steps : {0, 1, 2, 3, 40}) {
    {
      Correction correction(reader.model, own, reader.patterns, reader.test, {});
      for (int i = 0; i < steps; ++i) correction.step();
      CHECK(refusal_of([&] { return correction.result().steps; }).code == "E_API_STATE");
      if (steps == 40) CHECK(reader.state() != state);
    }
    CHECK(reader.state() == state);
  }
}

TEST_CASE("Batch norm keeps its statistics, dropout draws nothing", "[train][correction]") {
  Reader reader({.layers = {784, 24, 10}, .batch_norm = true, .dropout = 0.3});
  const GeneratorState drawn = reader.generator.state();
  const auto statistics = [&] {
    std::vector<float> numbers;
    for (const NamedBuffer& buffer : reader.model.named_buffers())
      if (const auto* const values = std::get_if<Matrix*>(&buffer.value))
        numbers.insert(numbers.end(), (*values)->data(), (*values)->data() + (*values)->size());
    return numbers;
  };
  const std::vector<float> before = statistics();
  REQUIRE(before.size() == 48);
  const CorrectionResult result = correct(reader, own_drawings({reader.misread(6)}));
  CHECK(result.learnt);
  CHECK(statistics() == before);
  CHECK(reader.generator.state() == drawn);
}

TEST_CASE("The same seed corrects in the same way, with any number of threads", "[train][correction]") {
  const auto print = [](std::uint64_t seed, int threads) {
    set_num_threads(threads);
    Reader reader;
    correct(reader, own_drawings({reader.misread(6)}), {.seed = seed});
    set_num_threads(1);
    return fingerprint(reader.model);
  };
  CHECK(print(3, 1) == print(3, 4));
  CHECK(print(3, 1) != print(4, 1));
}

TEST_CASE("Many drawings are learnt together, those that were read right stay so", "[train][correction]") {
  Reader reader;
  const auto right =
      static_cast<std::uint8_t>(predict(reader.model, DigitImage{.pixels = testing::bar_image(2)}).label);
  std::vector<OwnDrawing> drawings{{2, right}};
  for (const int row : {8, 14, 20}) drawings.push_back(reader.misread(row));
  for (int i = 0; i < 12; ++i) drawings.push_back(drawings[static_cast<std::size_t>(i % 4)]);
  const CorrectionResult result = correct(reader, own_drawings(drawings));
  CHECK(result.before.own_correct == 4);
  CHECK(result.after.own_correct == 16);
  CHECK(result.learnt);
}

TEST_CASE("What cannot be learnt ends after the most steps, and says so", "[train][correction]") {
  Reader reader;
  // The same drawing is two digits at once.
  const CorrectionResult result =
      correct(reader, own_drawings({{6, 1}, {6, 2}}), {.least_steps = 10, .most_steps = 60});
  CHECK(result.steps == 60);
  CHECK_FALSE(result.learnt);
  CHECK(result.after.own_correct == 1);
}

TEST_CASE("A correction tells how far it is", "[train][correction]") {
  Reader reader;
  Correction correction(reader.model, own_drawings({reader.misread(6)}), reader.patterns, reader.test, {});
  double fraction = 0;
  std::vector<Phase> phases;
  while (!correction.done()) {
    const CorrectionProgress progress = correction.step();
    CHECK(progress.fraction > fraction);
    CHECK(progress.fraction <= 1);
    fraction = progress.fraction;
    if (phases.empty() || phases.back() != progress.phase) phases.push_back(progress.phase);
  }
  CHECK(phases == std::vector{Phase::testing, Phase::training, Phase::testing_again, Phase::done});
  CHECK(fraction == 1);
  const std::vector<std::uint8_t> state = reader.state();
  correction.step();
  CHECK(reader.state() == state);
}

TEST_CASE("Without test images only the own drawings are counted", "[train][correction]") {
  Reader reader;
  Correction correction(reader.model, own_drawings({reader.misread(6)}), reader.patterns, Dataset(), {});
  while (!correction.done()) correction.step();
  CHECK(correction.result().test_count == 0);
  CHECK(correction.result().after.own_correct == 1);
  CHECK(correction.result().lost.empty());
}

TEST_CASE("A loss that is no number ends a correction, and the network is as it was", "[train][correction]") {
  Reader reader;
  const std::vector<std::uint8_t> state = reader.state();
  Correction correction(reader.model, own_drawings({reader.misread(6)}), reader.patterns, reader.test,
                        {.lr = 1e30});
  std::string code = "none";
  while (code == "none" && !correction.done()) code = refusal_of([&] { return correction.step().step; }).code;
  CHECK(code == "E_TRAIN_DIVERGED");
  CHECK(reader.state() == state);
  CHECK(refusal_of([&] { return correction.step().step; }).code == "E_API_STATE");
}

TEST_CASE("A correction that cannot be is refused", "[train][correction]") {
  Reader reader;
  const Dataset own = own_drawings({{6, 1}});
  const auto code = [&](const Dataset& drawings, const Dataset& replay, const CorrectionOptions& options) {
    return refusal_of([&] { return Correction(reader.model, drawings, replay, reader.test, options).done(); })
        .code;
  };
  CHECK(code(own, reader.patterns, {}) == "none");
  CHECK(code(Dataset(), reader.patterns, {}) == "E_API_STATE");
  CHECK(code(own, Dataset(), {}) == "E_API_STATE");
  CHECK(code(own_drawings(std::vector<OwnDrawing>(1001, {6, 1})), reader.patterns, {}) == "E_API_TOOBIG");
  CHECK(code(own_drawings({{6, 1}}, 3), reader.patterns, {}) == "E_API_SHAPE");
  CHECK(code(own, reader.patterns, {.own_in_batch = 0}) == "E_API_RANGE");
  CHECK(code(own, reader.patterns, {.batch_size = 4}) == "E_API_RANGE");
  CHECK(code(own, reader.patterns, {.confidence = 1}) == "E_API_RANGE");
  CHECK(code(own, reader.patterns, {.least_steps = 9, .most_steps = 8}) == "E_API_RANGE");
  CHECK(code(own, reader.patterns, {.steps_per_check = 0}) == "E_API_RANGE");
}
