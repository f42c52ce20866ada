#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/images.hpp"
#include "cli/interrupt.hpp"
#include "cli/json_line.hpp"
#include "inkling/train/calibration_file.hpp"
#include "inkling/train/calibrator.hpp"

namespace inkling::cli {
namespace {

struct CalibrateOptions {
  std::string model;
  std::string data;
  std::string out;
  bool json = false;
};

std::vector<double> column(const Reliability& bins, double (*of)(const ReliabilityBin&)) {
  std::vector<double> values;
  for (const ReliabilityBin& bin : bins) values.push_back(of(bin));
  return values;
}

void print_json(const Calibration& calibration) {
  JsonLine line;
  line.set("network", std::string_view(calibration.network))
      .set("temperature", calibration.temperature)
      .set("ece_before", expected_calibration_error(calibration.before))
      .set("ece_after", expected_calibration_error(calibration.after));
  if (calibration.tells_digits())
    line.set("threshold", calibration.judge.threshold).set("declined", calibration.judge.declined);
  const auto table = [&line](const char* count, const char* confidence, const char* accuracy,
                             const Reliability& bins) {
    line.set(count, column(bins, [](const ReliabilityBin& b) { return static_cast<double>(b.count); }))
        .set(confidence, column(bins, [](const ReliabilityBin& b) { return b.confidence; }))
        .set(accuracy, column(bins, [](const ReliabilityBin& b) { return b.accuracy; }));
  };
  table("counts_before", "confidences_before", "accuracies_before", calibration.before);
  table("counts_after", "confidences_after", "accuracies_after", calibration.after);
  std::cout << line.text() << '\n';
}

void print_table(const Reliability& before, const Reliability& after) {
  std::printf("\n%-17s %26s   %26s\n%-17s %7s %10s %7s   %7s %10s %7s\n", "", "before", "after", "confidence",
              "images", "confidence", "right", "images", "confidence", "right");
  const auto bins = static_cast<double>(before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    std::printf("%5.1f to %5.1f %%", 100 * static_cast<double>(i) / bins,
                100 * static_cast<double>(i + 1) / bins);
    for (const ReliabilityBin& bin : {before[i], after[i]}) {
      std::printf("  %8ld", static_cast<long>(bin.count));
      if (bin.count > 0)
        std::printf(" %8.2f %% %5.1f %%", 100 * bin.confidence, 100 * bin.accuracy);
      else
        std::printf(" %10s %7s", "-", "-");
    }
    std::printf("\n");
  }
}

void print_text(const Calibration& calibration) {
  std::printf("temperature %.4f\nexpected calibration error %.2f %% before, %.2f %% after\n",
              calibration.temperature, 100 * expected_calibration_error(calibration.before),
              100 * expected_calibration_error(calibration.after));
  if (calibration.tells_digits())
    std::printf("%.2f %% of the validation digits held back are taken for no digit\n",
                100 * calibration.judge.declined);
  else
    std::printf("these are no ink digits: nothing is taken for no digit\n");
  print_table(calibration.before, calibration.after);
}

void calibrate(const CalibrateOptions& options) {
  SavedModel saved = load_model(options.model);
  const Images images = load_images(options.data, {}, {});
  if (!options.out.empty()) require_writable(options.out);
  watch_interrupts();
  std::optional<WrittenSigns> signs;
  Calibrator calibrator(saved.model, images.split.validation, signs);
  while (!calibrator.step().done)
    if (interrupted()) throw Interrupted();
  const Calibration calibration = calibrator.take();
  if (options.json)
    print_json(calibration);
  else
    print_text(calibration);
  if (options.out.empty()) return;
  write_file(options.out, write_safetensors(calibration_file(calibration)));
  std::cerr << "wrote " << options.out << '\n';
}

}  // namespace

void add_calibrate(CLI::App& app) {
  const auto options = std::make_shared<CalibrateOptions>();
  CLI::App* const command = app.add_subcommand(
      "calibrate", "How far a network can be believed, and what it should take for no digit");
  command->add_option("--model", options->model, "A safetensors file, or a checkpoint")->required();
  command
      ->add_option("--data", options->data,
                   "Folder with MNIST's IDX files, gzipped or not; or mnist.pkl.gz. The images that training "
                   "validates on, the last sixth, are measured")
      ->required();
  command->add_option("--out", options->out, "Write the calibration here, for predict --calibration");
  command->add_flag("--json", options->json, "One JSON object");
  command->footer(
      "  inkling calibrate --model model.safetensors --data mnist --out calibration.safetensors\n"
      "  inkling predict --model model.safetensors --calibration calibration.safetensors --images seven.png");
  command->callback([options] { calibrate(*options); });
}

}  // namespace inkling::cli
