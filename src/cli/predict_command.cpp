#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/image_file.hpp"
#include "cli/json_line.hpp"
#include "inkling/train/calibration_file.hpp"
#include "inkling/train/number_reading.hpp"

namespace inkling::cli {
namespace {

struct PredictOptions {
  std::string model;
  std::string calibration;
  std::string strokes;
  std::vector<std::string> images;
  double canvas = kDefaultCanvas;
  int noise = 0;
  bool number = false;
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

JsonLine& set_prediction(JsonLine& line, std::optional<Prediction> prediction, Reader& reader) {
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
  return line;
}

void print_prediction(JsonLine line, const std::optional<Prediction>& prediction, Reader& reader) {
  std::cout << set_prediction(line, prediction, reader).text() << '\n';
}

void print_number(const std::optional<NumberReading>& reading, Reader& reader) {
  std::vector<JsonLine> digits;
  for (const DigitReading& digit : reading ? reading->digits : std::vector<DigitReading>{}) {
    set_prediction(digits.emplace_back(), digit.prediction, reader)
        .set("strokes", std::vector<double>(digit.strokes.begin(), digit.strokes.end()));
  }
  JsonLine line;
  line.set("number", reading ? reading->number() : "").set_objects("digits", digits);
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

/// Prints the reading, and gives it as text; empty if there is no ink.
std::string read_drawing(Reader& reader, const Drawing& drawing, const PredictOptions& options) {
  const RenderOptions rendering = {.canvas_size = options.canvas};
  if (options.number) {
    const std::optional<NumberReading> reading = read_number(reader.saved.model, drawing, rendering);
    print_number(reading, reader);
    return reading ? reading->number() : "";
  }
  const std::optional<Prediction> prediction = predict(reader.saved.model, drawing, rendering);
  print_prediction(JsonLine(), prediction, reader);
  return prediction ? std::to_string(prediction->label) : "";
}

void predict_drawings(Reader& reader, const PredictOptions& options) {
  std::size_t known = 0;
  std::size_t right = 0;
  for (const LabelledDrawing& entry : load_drawings(options.strokes)) {
    const std::string read = read_drawing(reader, entry.drawing, options);
    if (!entry.label) continue;
    ++known;
    if (read == std::to_string(*entry.label)) ++right;
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
  CLI::Option* const strokes = inputs->add_option(
      "--strokes", options->strokes,
      "JSON, gzipped or not: [{\"strokes\": [[[x, y], ...], ...]}, ...]; with \"label\" also "
      "counts how many were read right");
  add_images(*inputs, options->images);
  inputs->require_option(1, 2);
  add_rendering(*command, options->canvas, options->noise);
  command
      ->add_flag(
          "--number", options->number,
          "Read drawings of several digits side by side: \"number\" is their text, \"digits\" what each is, "
          "from left to right, and which of the strokes it has")
      ->needs(strokes);
  command->add_flag("--json", options->json, "Accepted for symmetry: the output is JSON anyway");
  command->footer(
      "A picture shows one digit, dark on light or light on dark; \"file\" in its line is its name.\n"
      "\"label\" is null, and \"number\" empty, where there is no ink.\n"
      "  inkling predict --model model.safetensors --images seven.png photo.jpg --noise 40");
  command->callback([options] { predict_all(*options); });
}

}  // namespace inkling::cli
