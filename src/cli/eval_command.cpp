#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/images.hpp"
#include "cli/json_line.hpp"
#include "inkling/train/evaluation.hpp"
#include "inkling/train/mlp.hpp"

namespace inkling::cli {
namespace {

struct EvalOptions {
  std::string model;
  std::string data;
  std::string predictions;
  std::size_t mistakes = 0;
  bool json = false;
};

/// Two tables, since one of both would be wider than 80 columns.
void print_confusion(const ConfusionMatrix& confusion) {
  std::int64_t most = 0;
  for (Index label = 0; label < confusion.classes(); ++label)
    for (Index predicted = 0; predicted < confusion.classes(); ++predicted)
      most = std::max(most, confusion.count(label, predicted));
  const int width = std::max(4, static_cast<int>(std::to_string(most).size()) + 1);

  std::printf("\nRows: the true digit. Columns: the digit it was taken for.\n    ");
  for (Index predicted = 0; predicted < confusion.classes(); ++predicted)
    std::printf("%*ld", width, static_cast<long>(predicted));
  for (Index label = 0; label < confusion.classes(); ++label) {
    std::printf("\n%4ld", static_cast<long>(label));
    for (Index predicted = 0; predicted < confusion.classes(); ++predicted)
      std::printf("%*lld", width, static_cast<long long>(confusion.count(label, predicted)));
  }
  std::printf("\n");
}

void print_scores(const char* name, const ClassScores& scores) {
  std::printf("%5s  %9.4f  %6.4f  %6.4f  %7lld\n", name, scores.precision, scores.recall, scores.f1,
              static_cast<long long>(scores.support));
}

void print_mistakes(const std::vector<Mistake>& mistakes) {
  if (mistakes.empty()) return;
  std::printf("\n%8s  %5s  %9s  %11s  %12s  %8s\n", "image", "digit", "taken for", "probability",
              "of the digit", "loss");
  for (const Mistake& mistake : mistakes)
    std::printf("%8ld  %5d  %9d  %11.4f  %12.4f  %8.4f\n", static_cast<long>(mistake.index), mistake.label,
                mistake.predicted, static_cast<double>(mistake.probability),
                static_cast<double>(mistake.label_probability), static_cast<double>(mistake.loss));
}

void print_text(const Evaluator& evaluator, std::size_t mistakes) {
  const Evaluation& test = evaluator.result();
  std::printf("loss %.4f  accuracy %.2f %% of %ld test images\n", test.loss, 100 * test.accuracy(),
              static_cast<long>(test.images));
  print_confusion(test.confusion);
  std::printf("\n%5s  %9s  %6s  %6s  %7s\n", "", "precision", "recall", "F1", "support");
  for (Index label = 0; label < test.confusion.classes(); ++label)
    print_scores(std::to_string(label).c_str(), test.confusion.scores(label));
  print_scores("macro", test.confusion.macro_average());
  print_mistakes(evaluator.most_mistaken(mistakes));
}

std::vector<std::vector<double>> rows_of(const ConfusionMatrix& confusion) {
  std::vector<std::vector<double>> rows;
  for (Index label = 0; label < confusion.classes(); ++label) {
    std::vector<double>& row = rows.emplace_back();
    for (Index predicted = 0; predicted < confusion.classes(); ++predicted)
      row.push_back(static_cast<double>(confusion.count(label, predicted)));
  }
  return rows;
}

void print_json(const Evaluator& evaluator, std::size_t mistakes) {
  const Evaluation& test = evaluator.result();
  const ClassScores macro = test.confusion.macro_average();
  std::cout << JsonLine()
                   .set("images", static_cast<double>(test.images))
                   .set("loss", test.loss)
                   .set("accuracy", test.accuracy())
                   .set("macro_precision", macro.precision)
                   .set("macro_recall", macro.recall)
                   .set("macro_f1", macro.f1)
                   .set_rows("confusion", rows_of(test.confusion))
                   .text()
            << '\n';
  for (Index label = 0; label < test.confusion.classes(); ++label) {
    const ClassScores scores = test.confusion.scores(label);
    std::cout << JsonLine()
                     .set("class", static_cast<double>(label))
                     .set("precision", scores.precision)
                     .set("recall", scores.recall)
                     .set("f1", scores.f1)
                     .set("support", static_cast<double>(scores.support))
                     .text()
              << '\n';
  }
  for (const Mistake& mistake : evaluator.most_mistaken(mistakes))
    std::cout << JsonLine()
                     .set("index", static_cast<double>(mistake.index))
                     .set("label", mistake.label)
                     .set("predicted", mistake.predicted)
                     .set("probability", mistake.probability)
                     .set("label_probability", mistake.label_probability)
                     .set("loss", mistake.loss)
                     .text()
              << '\n';
}

void write_predictions(const std::string& path, const std::vector<std::uint8_t>& predictions) {
  std::string lines;
  for (const std::uint8_t predicted : predictions) lines += std::to_string(predicted) + '\n';
  write_file(path, std::vector<std::uint8_t>(lines.begin(), lines.end()));
  std::cerr << "wrote " << predictions.size() << " predictions to " << path << '\n';
}

void eval(const EvalOptions& options) {
  SavedModel loaded = load_model(options.model);
  const Dataset images = load_test_images(options.data);
  require_fits(loaded.network.layers, images);
  if (!options.predictions.empty()) require_writable(options.predictions);
  Evaluator evaluator(loaded.model, DataLoader(images, {.batch_size = kEvaluationBatchSize}));
  evaluator.begin();
  while (evaluator.step()) {
  }
  if (options.json)
    print_json(evaluator, options.mistakes);
  else
    print_text(evaluator, options.mistakes);
  if (!options.predictions.empty()) write_predictions(options.predictions, evaluator.predictions());
}

}  // namespace

void add_eval(CLI::App& app) {
  const auto options = std::make_shared<EvalOptions>();
  CLI::App* const command = app.add_subcommand(
      "eval", "Loss, accuracy and confusion of digits of a saved network on the test images");
  command->add_option("--model", options->model, "A safetensors file, or a checkpoint")->required();
  command
      ->add_option("--data", options->data, "Folder with MNIST's IDX files, gzipped or not; or mnist.pkl.gz")
      ->required();
  command->add_option("--mistakes", options->mistakes, "Also show the N misread images of greatest loss [0]");
  command->add_option("--predictions", options->predictions,
                      "Write the digit read in each image here, one a line");
  command->add_flag("--json", options->json,
                    "JSON objects, one a line: the whole, each digit's scores, each mistake");
  command->footer(
      "The ten images that it takes for something else with the most confidence:\n"
      "  inkling eval --model model.safetensors --data mnist --mistakes 10");
  command->callback([options] { eval(*options); });
}

}  // namespace inkling::cli
