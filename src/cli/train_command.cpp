#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/images.hpp"
#include "cli/interrupt.hpp"
#include "cli/json_line.hpp"
#include "cli/progress_bar.hpp"
#include "cli/reference_curve.hpp"
#include "inkling/core/kernels/product_table.hpp"
#include "inkling/core/parallel.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/train/run.hpp"

namespace inkling::cli {
namespace {

struct TrainOptions {
  std::string data;
  std::string out;
  std::string compare;
  RunConfig config;
  std::optional<Index> validation_size;
  int threads = 1;
  bool portable = false;
  bool json = false;
};

/// `pytorch` is the loss that PyTorch had at this epoch, if there is one to compare with.
void print_epoch(const EpochReport& report, std::optional<double> pytorch, const TrainOptions& options) {
  if (options.json) {
    JsonLine line;
    line.set("epoch", static_cast<double>(report.epoch))
        .set("train_loss", report.train_loss)
        .set("validation_loss", report.validation_loss)
        .set("validation_accuracy", report.validation_accuracy)
        .set("seconds", report.seconds)
        .set("images_per_second", report.images_per_second);
    if (pytorch) line.set("pytorch_validation_loss", *pytorch);
    std::cout << line.text() << std::endl;  // flushed, for whoever reads along
    return;
  }
  const Index epochs = options.config.epochs;
  std::printf("epoch %*ld/%ld  train loss %.4f  validation loss %.4f  ",
              static_cast<int>(std::to_string(epochs).size()), static_cast<long>(report.epoch),
              static_cast<long>(epochs), report.train_loss, report.validation_loss);
  if (pytorch) std::printf("PyTorch's %.4f (%+.0e)  ", *pytorch, report.validation_loss - *pytorch);
  std::printf("accuracy %5.2f %%  %.2f s\n", 100 * report.validation_accuracy, report.seconds);
  std::fflush(stdout);
}

void print_comparison(const ReferenceCurve& curve, bool json) {
  if (curve.worst_epoch() == 0) return;
  if (json)
    std::cout << JsonLine()
                     .set("pytorch_largest_difference", curve.worst())
                     .set("pytorch_largest_difference_epoch", static_cast<double>(curve.worst_epoch()))
                     .text()
              << '\n';
  else
    std::printf("largest difference from PyTorch's curve: %.1e, after epoch %ld\n", curve.worst(),
                static_cast<long>(curve.worst_epoch()));
}

void print_test(const Evaluation& test, bool json) {
  if (json)
    std::cout << JsonLine().set("test_loss", test.loss).set("test_accuracy", test.accuracy()).text() << '\n';
  else
    std::printf("test loss %.4f  accuracy %.2f %% of %ld images\n", test.loss, 100 * test.accuracy(),
                static_cast<long>(test.images));
}

void print_fingerprint(Run& run, bool json) {
  const std::string text = fingerprint(run.model());
  if (json)
    std::cout << JsonLine().set("fingerprint", text).text() << '\n';
  else
    std::printf("fingerprint of the parameters: %s\n", text.c_str());
}

void save(Run& run, const TrainOptions& options) {
  if (options.out.empty()) return;
  write_file(options.out, write_safetensors(state_dict(run.model())));
  std::cerr << "saved " << options.out << '\n';
}

void train(const TrainOptions& options) {
  set_num_threads(options.threads);
  if (options.portable) kernels::use_product_table(kernels::product_tables().front());
  Run run(options.config);
  if (!options.out.empty()) require_writable(options.out);
  const Images images = load_images(options.data, options.config.train_size, options.validation_size);
  run.set_data(images.split);
  std::optional<ReferenceCurve> curve;
  if (!options.compare.empty()) curve.emplace(options.compare, options.config, images.split);
  if (!options.json)
    std::printf("%ld images to train on, network %s, seed %llu\n", static_cast<long>(run.train_size()),
                layers_text(options.config.layers).c_str(),
                static_cast<unsigned long long>(options.config.seed));

  watch_interrupts();
  ProgressBar bar(options.config.epochs);
  while (!run.fit().finished() && !interrupted()) {
    const Progress progress = run.fit().advance();
    if (progress.report) {
      bar.clear();
      const EpochReport& report = *progress.report;
      print_epoch(report, curve ? curve->validation_loss(report.epoch) : std::nullopt, options);
      if (curve) curve->note(report.epoch, report.validation_loss);
    } else {
      bar.show(progress);
    }
  }
  bar.clear();
  if (curve) print_comparison(*curve, options.json);
  print_fingerprint(run, options.json);
  save(run, options);
  if (!run.fit().finished()) throw Interrupted();
  if (images.test) print_test(evaluate(run.model(), *images.test), options.json);
}

/// An option that is one field of the run's hash, with the same checks and messages.
void add_field(CLI::App& command, const std::shared_ptr<TrainOptions>& options, const std::string& flag,
               const std::string& field, const std::string& help) {
  command
      .add_option_function<std::string>(
          flag, [options, field](const std::string& value) { set_field(options->config, field, value); },
          help)
      ->trigger_on_parse();
}

}  // namespace

void add_train(CLI::App& app) {
  const auto options = std::make_shared<TrainOptions>();
  CLI::App* const command = app.add_subcommand("train", "Train a network; one line for each epoch");
  command
      ->add_option("--data", options->data, "Folder with MNIST's IDX files, gzipped or not; or mnist.pkl.gz")
      ->required();
  add_field(*command, options, "--layers", "layers", "Widths from input to output [784-128-256-10]");
  add_field(*command, options, "--lr", "lr", "Learning rate [0.001]");
  add_field(*command, options, "--momentum", "momentum", "Momentum of SGD [0]");
  add_field(*command, options, "--batch-size", "batch", "Images in a mini-batch [64]");
  add_field(*command, options, "--epochs", "epochs", "Passes over the training images [25]");
  add_field(*command, options, "--seed", "seed", "As in torch.manual_seed(): same seed, same run [1]");
  add_field(*command, options, "--train", "train",
            "Train on the first N images [all but the validation images]");
  command->add_option("--valid", options->validation_size,
                      "Validate on the last N training images [a sixth]");
  command->add_option("--out", options->out,
                      "Write the trained network here, as safetensors; Ctrl-C writes what it is by then");
  command->add_option("--compare", options->compare,
                      "Print PyTorch's recorded curve beside: assets/reference/tutorial.safetensors");
  command->add_option("--threads", options->threads,
                      "Threads that compute; the results are the same with any number [1]");
  command->add_flag("--portable", options->portable,
                    "Compute with vectors of four, as a browser does; the results are the same, only later");
  command->add_flag("--json", options->json, "One JSON object a line");
  command->callback([options] { train(*options); });
}

}  // namespace inkling::cli
