#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/interrupt.hpp"
#include "cli/json_line.hpp"
#include "cli/progress_bar.hpp"
#include "inkling/core/error.hpp"
#include "inkling/data/mnist_files.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/train/run.hpp"

namespace inkling::cli {
namespace {

struct TrainOptions {
  std::string data;
  std::string out;
  RunConfig config;
  std::optional<Index> validation_size;
  bool json = false;
};

void print_epoch(const EpochReport& report, Index epochs, bool json) {
  if (json) {
    std::cout << JsonLine()
                     .set("epoch", static_cast<double>(report.epoch))
                     .set("train_loss", report.train_loss)
                     .set("validation_loss", report.validation_loss)
                     .set("validation_accuracy", report.validation_accuracy)
                     .set("seconds", report.seconds)
                     .set("images_per_second", report.images_per_second)
                     .text()
              << std::endl;  // flushed, for whoever reads along
    return;
  }
  std::printf("epoch %*ld/%ld  train loss %.4f  validation loss %.4f  accuracy %5.2f %%  %.2f s\n",
              static_cast<int>(std::to_string(epochs).size()), static_cast<long>(report.epoch),
              static_cast<long>(epochs), report.train_loss, report.validation_loss,
              100 * report.validation_accuracy, report.seconds);
  std::fflush(stdout);
}

void print_test(const Evaluation& test, bool json) {
  if (json)
    std::cout << JsonLine().set("test_loss", test.loss).set("test_accuracy", test.accuracy()).text() << '\n';
  else
    std::printf("test loss %.4f  accuracy %.2f %% of %ld images\n", test.loss, 100 * test.accuracy(),
                static_cast<long>(test.images));
}

void save(Run& run, const TrainOptions& options) {
  if (options.out.empty()) return;
  write_file(options.out, save_parameters(run.model()));
  std::cerr << "saved " << options.out << '\n';
}

void train(const TrainOptions& options) {
  Run run(options.config);
  if (!options.out.empty()) require_writable(options.out);
  run.set_data(
      split_training_set(read_mnist_train(options.data), options.config.train_size, options.validation_size));
  const std::optional<Dataset> test = read_mnist_test(options.data);
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
      print_epoch(*progress.report, options.config.epochs, options.json);
    } else {
      bar.show(progress);
    }
  }
  bar.clear();
  save(run, options);
  if (!run.fit().finished()) throw Interrupted();
  if (test) print_test(evaluate(run.model(), *test), options.json);
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
  command->add_option("--data", options->data, "Folder with MNIST's IDX files, gzipped or not")->required();
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
  command->add_flag("--json", options->json, "One JSON object a line");
  command->callback([options] { train(*options); });
}

}  // namespace inkling::cli
