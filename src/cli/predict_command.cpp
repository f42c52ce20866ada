#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/image_file.hpp"
#include "cli/json_line.hpp"
#include "inkling/train/prediction.hpp"

namespace inkling::cli {
namespace {

struct PredictOptions {
  std::string model;
  std::string strokes;
  std::vector<std::string> images;
  double canvas = kDefaultCanvas;
  int noise = 0;
  bool json = false;
};

void print_prediction(JsonLine line, const std::optional<Prediction>& prediction) {
  std::vector<double> probabilities;
  if (prediction) probabilities.assign(prediction->probabilities.begin(), prediction->probabilities.end());
  line.set("label", prediction ? prediction->label : std::nan("")).set("probabilities", probabilities);
  std::cout << line.text() << '\n';
}

void predict_images(Module& model, const PredictOptions& options) {
  for (const std::string& path : options.images) {
    const GreyImage image = load_image(path);
    JsonLine line;
    line.set("file", std::string_view(path));
    print_prediction(std::move(line), predict(model, image.bitmap(), {.noise = options.noise}));
  }
}

void predict_drawings(Module& model, const PredictOptions& options) {
  std::size_t known = 0;
  std::size_t right = 0;
  for (const LabelledDrawing& entry : load_drawings(options.strokes)) {
    const std::optional<Prediction> prediction =
        predict(model, entry.drawing, {.canvas_size = options.canvas});
    print_prediction(JsonLine(), prediction);
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
  SavedModel saved = load_model(options.model);
  if (!options.strokes.empty()) predict_drawings(saved.model, options);
  predict_images(saved.model, options);
}

}  // namespace

void add_predict(CLI::App& app) {
  const auto options = std::make_shared<PredictOptions>();
  CLI::App* const command =
      app.add_subcommand("predict", "Read drawn or photographed digits; one JSON object for each");
  command->add_option("--model", options->model, "A safetensors file, or a checkpoint")->required();
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
