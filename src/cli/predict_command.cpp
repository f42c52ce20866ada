#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/image_file.hpp"
#include "cli/json_line.hpp"
#include "inkling/train/calibration_file.hpp"
#include "inkling/train/prediction.hpp"

namespace inkling::cli {
namespace {

struct PredictOptions {
  std::string model;
  std::string calibration;
  std::string strokes;
  std::vector<std::string> images;
  double canvas = kDefaultCanvas;
  int noise = 0;
  bool json = false;
};

/// Any larger one is none of a network that predict takes.
constexpr std::size_t kMaxCalibrationBytes = std::size_t{64} << 20;

/// A network, with its calibration if one was given.
struct Reader {
  SavedModel saved;
  std::optional<Calibration> calibration;
};

Reader load_reader(const PredictOptions& options) {
  Reader reader{load_model(options.model), {}};
  const std::string& path = options.calibration;
  if (!path.empty())
    reader.calibration = read_calibration(read_file(path, kMaxCalibrationBytes), path, reader.saved.model);
  return reader;
}

void print_prediction(JsonLine line, std::optional<Prediction> prediction, Reader& reader) {
  // What is blank is no digit, whatever else is known.
  std::optional<Verdict> verdict;
  if (reader.calibration && prediction) {
    apply(*reader.calibration, reader.saved.model, *prediction);
    verdict = prediction->verdict;
  } else if (reader.calibration && reader.calibration->tells_digits()) {
    verdict = {false, 0};
  }
  std::vector<double> probabilities;
  if (prediction) probabilities.assign(prediction->probabilities.begin(), prediction->probabilities.end());
  line.set("label", prediction ? prediction->label : std::nan("")).set("probabilities", probabilities);
  if (verdict) line.set_bool("is_digit", verdict->is_digit).set("digit_score", verdict->digit_score);
  std::cout << line.text() << '\n';
}

void predict_images(Reader& reader, const PredictOptions& options) {
  for (const std::string& path : options.images) {
    const GreyImage image = load_image(path);
    JsonLine line;
    line.set("file", std::string_view(path));
    print_prediction(std::move(line), predict(reader.saved.model, image.bitmap(), {.noise = options.noise}),
                     reader);
  }
}

void predict_drawings(Reader& reader, const PredictOptions& options) {
  std::size_t known = 0;
  std::size_t right = 0;
  for (const LabelledDrawing& entry : load_drawings(options.strokes)) {
    const std::optional<Prediction> prediction =
        predict(reader.saved.model, entry.drawing, {.canvas_size = options.canvas});
    print_prediction(JsonLine(), prediction, reader);
    if (!entry.label) continue;
    ++known;
    if (prediction && prediction->label == *entry.label) ++right;
  }
  std::cout.flush();
  if (known > 0)
    std::fprintf(stderr, "%zu of %zu labelled drawings read right: %.2f %%\n", right, known,
                 100.0 * static_cast<double>(right) / static_cast<double>(known));
}

void predict_all(const PredictOptions& options) {
  Reader reader = load_reader(options);
  if (!options.strokes.empty()) predict_drawings(reader, options);
  predict_images(reader, options);
}

}  // namespace

void add_predict(CLI::App& app) {
  const auto options = std::make_shared<PredictOptions>();
  CLI::App* const command =
      app.add_subcommand("predict", "Read drawn or photographed digits; one JSON object for each");
  command->add_option("--model", options->model, "A safetensors file, or a checkpoint")->required();
  command->add_option(
      "--calibration", options->calibration,
      "What calibrate wrote for this network: probabilities at its temperature, and \"is_digit\" "
      "with \"digit_score\", 0 to 1, in each line");
  CLI::Option_group* const inputs = command->add_option_group("what to read");
  inputs->add_option("--strokes", options->strokes,
                     "JSON, gzipped or not: [{\"strokes\": [[[x, y], ...], ...]}, ...]; with \"label\" also "
                     "counts how many were read right");
  add_images(*inputs, options->images);
  inputs->require_option(1, 2);
  add_rendering(*command, options->canvas, options->noise);
  command->add_flag("--json", options->json, "Accepted for symmetry: the output is JSON anyway");
  command->footer(
      "A picture shows one digit, dark on light or light on dark; \"file\" in its line is its name.\n"
      "\"label\" is null where there is no ink.\n"
      "  inkling predict --model model.safetensors --images seven.png photo.jpg --noise 40");
  command->callback([options] { predict_all(*options); });
}

}  // namespace inkling::cli
