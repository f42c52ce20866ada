#include "inkling/train/calibrator.hpp"

#include <algorithm>
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "inkling/data/checksum.hpp"
#include "inkling/ink/handwriting.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/train/calibration_file.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"
#include "support/written_run.hpp"

namespace inkling::testing {
namespace {

Calibration calibrate(Run& run, std::optional<WrittenSigns>& signs) {
  Calibrator calibrator(run.model(), run.split().validation, signs);
  Index last = 0;
  for (CalibrationProgress progress; !progress.done; last = progress.step) {
    progress = calibrator.step();
    CHECK(progress.step >= last);
    CHECK(progress.step <= progress.steps);
    CHECK(progress.done == (progress.step == progress.steps));
  }
  return calibrator.take();
}

/// Of so many drawings the share that is declined.
template <typename Write>
double declined(const Calibration& calibration, Sequential& model, int count, Write write) {
  Generator generator(77);
  int none = 0;
  for (int i = 0; i < count; ++i) {
    Prediction prediction = predict(model, render(write(i, generator)).value());
    const int label = prediction.label;
    apply(calibration, model, prediction);
    CHECK(prediction.label == label);
    const auto greatest = std::ranges::max_element(prediction.probabilities);
    CHECK(greatest - prediction.probabilities.begin() == label);
    none += prediction.verdict.value().is_digit ? 0 : 1;
  }
  return static_cast<double>(none) / count;
}

}  // namespace

TEST_CASE("a calibration tells digits from what is none, and leaves the run alone", "[train][calibration]") {
  const std::unique_ptr<Run> run = written_run();
  const std::string weights = fingerprint(run->model());
  const GeneratorState generator = run->generator().state();
  std::optional<WrittenSigns> signs;
  const Calibration calibration = calibrate(*run, signs);
  CHECK(fingerprint(run->model()) == weights);
  CHECK(run->generator().state() == generator);
  CHECK(calibration.network == weights);
  REQUIRE(calibration.tells_digits());
  CHECK(calibration.judge.declined < 0.05);
  CHECK(declined(calibration, run->model(), 300, [](int i, Generator& g) { return write_digit(i % 10, g); }) <
        0.08);
  CHECK(declined(calibration, run->model(), 300, [](int, Generator& g) { return write_non_digit(g); }) > 0.6);

  SECTION("a second one takes the signs that are written, and is the same to the bit") {
    const auto bytes = write_safetensors(calibration_file(calibration));
    CHECK(write_safetensors(calibration_file(calibrate(*run, signs))) == bytes);
    std::optional<WrittenSigns> anew;
    CHECK(write_safetensors(calibration_file(calibrate(*run, anew))) == bytes);
  }

  SECTION("a file gives it back, to this network only") {
    const auto bytes = write_safetensors(calibration_file(calibration));
    const Calibration read = read_calibration(bytes, "file", run->model());
    CHECK(write_safetensors(calibration_file(read)) == bytes);
    CHECK(read.temperature == calibration.temperature);
    CHECK(read.before == calibration.before);
    CHECK(read.judge.threshold == calibration.judge.threshold);

    const auto refused = [&](auto change) {
      TensorFile file = calibration_file(calibration);
      change(file);
      const auto changed = write_safetensors(file);
      return refusal_of([&] { return read_calibration(changed, "file", run->model()); }).code;
    };
    const auto tensor = [](TensorFile& file, const char* name) -> NamedTensor& {
      return *std::ranges::find(file.tensors, name, &NamedTensor::name);
    };
    CHECK(refused([](TensorFile& file) { file.metadata["format"] = "inkling checkpoint"; }) == "E_ST_FORMAT");
    CHECK(refused([](TensorFile& file) { file.metadata.erase("version"); }) == "E_ST_VERSION");
    CHECK(refused([](TensorFile& file) { file.metadata["network"] = "0"; }) == "E_ST_MODEL");
    CHECK(refused([](TensorFile& file) { file.tensors.erase(file.tensors.begin()); }) == "E_ST_MODEL");
    CHECK(refused([&](TensorFile& file) { tensor(file, "detector.mean").shape = {2, 69}; }) == "E_ST_MODEL");
    CHECK(refused([&](TensorFile& file) { tensor(file, "temperature").values = {1.5F}; }) == "E_ST_DTYPE");
    CHECK(refused([&](TensorFile& file) { tensor(file, "temperature").values.as<double>()[0] = 0; }) ==
          "E_ST_VALUE");
    CHECK(refused([&](TensorFile& file) { tensor(file, "threshold").values.as<double>()[0] = 2; }) ==
          "E_ST_VALUE");
    CHECK(refused([&](TensorFile& file) {
            tensor(file, "reliability.after.count").values.as<std::int64_t>()[3] = -1;
          }) == "E_ST_VALUE");
    CHECK(refused([&](TensorFile& file) { tensor(file, "detector.deviation").values.as<float>()[0] = 0; }) ==
          "E_ST_VALUE");
    CHECK(refused([&](TensorFile& file) {
            tensor(file, "detector.hidden1.bias").values.as<float>()[0] =
                std::numeric_limits<float>::infinity();
          }) == "E_ST_NONFINITE");

    run->model().named_parameters().front().parameter->value(0, 0) += 1;
    CHECK(refusal_of([&] { return read_calibration(bytes, "file", run->model()); }).code == "E_ST_MODEL");
  }
}

TEST_CASE("images that are no ink digits get a temperature and nothing is declined", "[train][calibration]") {
  Run run(RunConfig{.layers = {784, 12, 10}, .epochs = 1});
  run.set_data({pattern_dataset(75), pattern_dataset(40)});
  std::optional<WrittenSigns> signs;
  const Calibration calibration = calibrate(run, signs);
  CHECK(!signs.has_value());
  CHECK(!calibration.tells_digits());
  CHECK(calibration.temperature > 0);
  Index images = 0;
  for (const ReliabilityBin& bin : calibration.after) images += bin.count;
  CHECK(images == 40);
  Prediction prediction =
      predict(run.model(), render(Drawing{{{1, 1}, {1, 9}}}, {.canvas_size = 10}).value());
  apply(calibration, run.model(), prediction);
  CHECK(!prediction.verdict);
  const auto bytes = write_safetensors(calibration_file(calibration));
  CHECK(!read_calibration(bytes, "file", run.model()).tells_digits());
}

TEST_CASE("a calibration without images, of others, or not done is refused", "[train][calibration]") {
  Run run(RunConfig{.layers = {784, 12, 10}});
  std::optional<WrittenSigns> signs;
  const auto begin = [&](const Dataset& images) {
    return refusal_of([&] { return Calibrator(run.model(), images, signs).progress(); }).code;
  };
  CHECK(begin({}) == "E_API_STATE");
  CHECK(begin(Dataset({"images", {2, 5, 5}, std::vector<std::uint8_t>(50)}, {"labels", {2}, {0, 1}}, 10)) ==
        "E_IDX_SHAPE");
  CHECK(begin(Dataset(pattern_images(4), pattern_labels(4), 12)) == "E_IDX_LABEL");
  Calibrator calibrator(run.model(), pattern_dataset(20), signs);
  CHECK(refusal_of([&] { return calibrator.take(); }).code == "E_API_STATE");
  run.model().named_parameters().front().parameter->value(0, 0) = std::numeric_limits<float>::quiet_NaN();
  CHECK(refusal_of([&] {
          while (!calibrator.step().done) {
          }
          return 0;
        }).code == "E_MODEL_NONFINITE");
}

}  // namespace inkling::testing
