#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/json_line.hpp"
#include "inkling/train/prediction.hpp"

namespace inkling::cli {
namespace {

struct PredictOptions {
  std::string model;
  std::string strokes;
  double canvas = kDefaultCanvas;
  bool json = false;
};

std::string prediction_line(const std::optional<Prediction>& prediction) {
  if (!prediction)
    return JsonLine().set("label", std::nan("")).set("probabilities", std::vector<double>()).text();
  return JsonLine()
      .set("label", prediction->label)
      .set("probabilities", {prediction->probabilities.begin(), prediction->probabilities.end()})
      .text();
}

void predict_all(const PredictOptions& options) {
  Sequential model = load_model(options.model).model;
  std::size_t known = 0;
  std::size_t right = 0;
  for (const LabelledDrawing& entry : load_drawings(options.strokes)) {
    const std::optional<Prediction> prediction =
        predict(model, entry.drawing, {.canvas_size = options.canvas});
    std::cout << prediction_line(prediction) << '\n';
    if (!entry.label) continue;
    ++known;
    if (prediction && prediction->label == *entry.label) ++right;
  }
  std::cout.flush();
  if (known > 0)
    std::fprintf(stderr, "%zu of %zu labelled drawings read right: %.2f %%\n", right, known,
                 100.0 * static_cast<double>(right) / static_cast<double>(known));
}

}  // namespace

void add_predict(CLI::App& app) {
  const auto options = std::make_shared<PredictOptions>();
  CLI::App* const command =
      app.add_subcommand("predict", "Read drawn digits; one JSON object for each drawing");
  command->add_option("--model", options->model, "A safetensors file")->required();
  command
      ->add_option(
          "--strokes", options->strokes,
          "JSON, gzipped or not: [{\"strokes\": [[[x, y], ...], ...]}, ...]; with \"label\" also counts "
          "how many were read right")
      ->required();
  command->add_option("--canvas", options->canvas, "Longer side of the drawing area in the points' units")
      ->capture_default_str();
  command->add_flag("--json", options->json, "Accepted for symmetry: the output is JSON anyway");
  command->callback([options] { predict_all(*options); });
}

}  // namespace inkling::cli
