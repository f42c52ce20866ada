#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/checkpoint_file.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/images.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress_bar.hpp"
#include "cli/reference_curve.hpp"
#include "cli/train_report.hpp"
#include "inkling/core/error.hpp"
#include "inkling/core/kernels/product_table.hpp"
#include "inkling/core/parallel.hpp"
#include "inkling/train/run.hpp"
#include "inkling/train/saved_model.hpp"

namespace inkling::cli {
namespace {

struct TrainOptions {
  std::string data;
  std::string out;
  std::string compare;
  std::string checkpoint;
  std::string resume;
  double checkpoint_every = 10;
  RunConfig config;
  std::vector<std::string> fields;  // of the config, that were given
  std::optional<Index> validation_size;
  int threads = 1;
  bool portable = false;
  bool json = false;
};

void save(Run& run, const TrainOptions& options) {
  if (options.out.empty()) return;
  write_file(options.out, write_safetensors(model_file(run.model(), network_of(run.settings()))));
  std::cerr << "saved " << options.out << '\n';
}

/// A run that goes on is what it was; only more epochs may follow.
void require_only_epochs(const TrainOptions& options) {
  for (const std::string& field : options.fields)
    INKLING_REQUIRE(field == "epochs", "E_HP_RESUME", field,
                    "no option of the run beside --resume but --epochs", "one",
                    "The run that goes on is the one in the checkpoint.");
  INKLING_REQUIRE(!options.validation_size, "E_HP_RESUME", "valid", "no --valid beside --resume", "one",
                  "The checkpoint knows its images.");
}

struct Begun {
  std::unique_ptr<Run> run;
  Images images;
};

Images images_of(const Checkpoint& checkpoint, const TrainOptions& options) {
  try {
    return load_images(options.data, checkpoint.train_images, checkpoint.validation_images);
  } catch (const Error& error) {
    if (error.code() != "E_HP_TRAIN") throw;
    throw missing_images(checkpoint, error, options.resume);
  }
}

Begun resume_run(TrainOptions& options) {
  require_only_epochs(options);
  Checkpoint checkpoint = load_checkpoint(options.resume);
  if (!options.fields.empty()) checkpoint.config.epochs = options.config.epochs;
  options.config = checkpoint.config;
  if (options.checkpoint.empty()) options.checkpoint = options.resume;
  Images images = images_of(checkpoint, options);
  auto run = resume(checkpoint, images.split, options.resume);
  return {std::move(run), std::move(images)};
}

/// A saved run is not written over by one that begins anew.
void require_no_saved_run(const std::string& path) {
  std::error_code problem;
  INKLING_REQUIRE(path.empty() || !std::filesystem::is_regular_file(path, problem), "E_HP_RESUME",
                  "checkpoint", "a file that does not exist yet", path,
                  "Go on with it by --resume, name another, or delete it.");
}

Begun begin_run(const TrainOptions& options) {
  require_no_saved_run(options.checkpoint);
  auto run = std::make_unique<Run>(options.config);
  Images images = load_images(options.data, options.config.train_size, options.validation_size);
  run->set_data(images.split);
  return {std::move(run), std::move(images)};
}

/// For a shell.
std::string quoted(const std::string& path) {
  if (path.find_first_of(" \t'\"$\\`*?&;()<>|") == std::string::npos) return path;
  std::string out = "'";
  for (const char c : path) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// What was done is not lost, and this says how to go on.
[[noreturn]] void stop(const CheckpointFile& checkpoint, const TrainOptions& options) {
  if (!checkpoint.path().empty()) {
    std::cerr << "stopped; to go on: inkling train --data " << quoted(options.data) << " --resume "
              << quoted(checkpoint.path().string());
    if (options.threads != 1) std::cerr << " --threads " << options.threads;
    if (!options.out.empty()) std::cerr << " --out " << quoted(options.out);
    std::cerr << '\n';
  }
  throw Interrupted();
}

void train(TrainOptions options) {
  set_num_threads(options.threads);
  if (options.portable) kernels::use_product_table(kernels::product_tables().front());
  if (!options.out.empty()) require_writable(options.out);
  INKLING_REQUIRE(options.out.empty() || (options.out != options.checkpoint && options.out != options.resume),
                  "E_HP_RESUME", "out", "another file than the checkpoint", options.out);
  const auto [owner, images] = options.resume.empty() ? begin_run(options) : resume_run(options);
  Run& run = *owner;
  CheckpointFile checkpoint(options.checkpoint, options.checkpoint_every);
  std::optional<ReferenceCurve> curve;
  if (!options.compare.empty()) curve.emplace(options.compare, options.config, images.split);
  if (!options.json) print_start(run, !options.resume.empty());

  watch_interrupts();
  ProgressBar bar(options.config.epochs);
  while (!run.fit().finished() && !interrupted()) {
    const Progress progress = run.fit().advance();
    if (progress.report) {
      bar.clear();
      const EpochReport& report = *progress.report;
      print_epoch(report, curve ? curve->validation_loss(report.epoch) : std::nullopt, options.config.epochs,
                  options.json);
      if (curve) curve->note(report.epoch, report.validation_loss);
    } else {
      bar.show(progress);
    }
    checkpoint.save_if_due(run);
  }
  bar.clear();
  if (curve) print_comparison(*curve, options.json);
  print_fingerprint(run, options.json);
  checkpoint.save(run);  // before all else that may fail; a finished run can be made longer
  save(run, options);
  if (!run.fit().finished()) stop(checkpoint, options);
  if (images.test) print_test(evaluate(run.model(), *images.test), options.json);
}

/// An option that is one field of the run's hash, with the same checks and messages.
void add_field(CLI::App& command, const std::shared_ptr<TrainOptions>& options, const std::string& flag,
               const std::string& field, const std::string& help) {
  command
      .add_option_function<std::string>(
          flag,
          [options, field](const std::string& value) {
            set_field(options->config, field, value);
            options->fields.push_back(field);
          },
          help)
      ->trigger_on_parse();
}

/// Likewise one that is on when it is named.
void add_flag(CLI::App& command, const std::shared_ptr<TrainOptions>& options, const std::string& flag,
              const std::string& field, const std::string& help) {
  command.add_flag_callback(
      flag,
      [options, field] {
        set_field(options->config, field, "1");
        options->fields.push_back(field);
      },
      help);
}

}  // namespace

void add_train(CLI::App& app) {
  const auto options = std::make_shared<TrainOptions>();
  CLI::App* const command = app.add_subcommand("train", "Train a network; one line for each epoch");
  command
      ->add_option("--data", options->data, "Folder with MNIST's IDX files, gzipped or not; or mnist.pkl.gz")
      ->required();
  command
      ->add_option_function<std::string>(
          "--run",
          [options](const std::string& address) {
            const std::size_t hash = address.find('#');
            options->config = parse_run_config(
                std::string_view(address).substr(hash == std::string::npos ? 0 : hash), options->config);
            options->fields.emplace_back("run");
          },
          "The run of a page's address, or what follows its #; the options after it change it")
      ->trigger_on_parse();
  add_field(*command, options, "--layers", "layers", "Widths from input to output [784-128-256-10]");
  add_field(*command, options, "--activation", "activation",
            "After each hidden layer: relu, leaky_relu, gelu, tanh or sigmoid [relu]");
  add_flag(*command, options, "--batchnorm", "batchnorm", "A BatchNorm1d before each activation");
  add_field(*command, options, "--dropout", "dropout", "Probability of a Dropout after each activation [0]");
  add_field(*command, options, "--optimizer", "optimizer", "sgd, adam or adamw [sgd]");
  add_field(*command, options, "--lr", "lr", "Learning rate [0.001]");
  add_field(*command, options, "--momentum", "momentum", "Momentum of SGD [0]");
  add_flag(*command, options, "--nesterov", "nesterov", "Nesterov's momentum, for SGD");
  add_field(*command, options, "--weight-decay", "wd", "Weight decay [0; of adamw 0.01]");
  add_field(*command, options, "--schedule", "schedule",
            "Of the learning rate: constant, step:EPOCHS:GAMMA, cosine, onecycle, warmup-cosine:EPOCHS "
            "[constant]");
  add_field(*command, options, "--batch-size", "batch", "Images in a mini-batch [64]");
  add_field(*command, options, "--epochs", "epochs", "Passes over the training images [25]");
  add_field(*command, options, "--seed", "seed", "As in torch.manual_seed(): same seed, same run [1]");
  add_field(*command, options, "--train", "train",
            "Train on the first N images [all but the validation images]");
  add_field(*command, options, "--augment", "augment",
            "Turn, scale, shear and shift each training image a little, by a strength of 0 to 1 [0]");
  for (const std::string kind : {"rotation", "scale", "shear", "shift"})
    add_field(*command, options, "--" + kind, kind, "Strength of the " + kind + " alone [that of --augment]");
  add_field(*command, options, "--thickness", "thickness", "Make strokes thicker or thinner, by 0 to 1 [0]");
  add_field(*command, options, "--elastic", "elastic", "Distort them elastically, by 0 to 1 [0]");
  add_field(*command, options, "--synthetic", "synthetic",
            "Share of digits that are written by Inkling itself, as people around the world write [0]");
  add_field(*command, options, "--at", "at",
            "What the run changes on its way: STEP:NAME=VALUE,... such as 500:lr=0.1,800:momentum=0.9");
  command->add_option("--valid", options->validation_size,
                      "Validate on the last N training images [a sixth]");
  command->add_option("--out", options->out,
                      "Write the trained network here, as safetensors; Ctrl-C writes what it is by then");
  command->add_option("--checkpoint", options->checkpoint,
                      "Save the whole run here now and then, at Ctrl-C and at the end, for --resume");
  command->add_option("--checkpoint-every", options->checkpoint_every, "Seconds between two checkpoints [10]")
      ->check(CLI::Range(0.0, 86400.0));
  command->add_option(
      "--resume", options->resume,
      "Go on with the run in this checkpoint, to the bit, and save it there; --epochs makes it longer");
  command->add_option("--compare", options->compare,
                      "Print PyTorch's recorded curve beside: assets/reference/tutorial.safetensors");
  command->add_option("--threads", options->threads,
                      "Threads that compute; the results are the same with any number [1]");
  command->add_flag("--portable", options->portable,
                    "Compute with vectors of four, as a browser does; the results are the same, only later");
  command->add_flag("--json", options->json, "One JSON object a line");
  command->footer(
      "Without options it is the tutorial's run: SGD at 0.001 for 25 epochs. 97 % after five epochs:\n"
      "  inkling train --data mnist --lr 0.01 --momentum 0.9 --epochs 5 --out model.safetensors\n"
      "Adam with a warm-up, dropout and images that change each time:\n"
      "  inkling train --data mnist --optimizer adamw --schedule warmup-cosine:2 --dropout 0.2 --augment "
      "0.5\n\n"
      "Schedules are PyTorch's: step is StepLR, cosine CosineAnnealingLR over all epochs, onecycle "
      "OneCycleLR up\n"
      "to --lr, which moves the momentum too, and warmup-cosine a LinearLR before a CosineAnnealingLR.");
  command->callback([options] { train(*options); });
}

}  // namespace inkling::cli
