#include "inkling/train/checkpoint.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "inkling/data/checksum.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/train/training_state.hpp"

namespace inkling {
namespace {

constexpr std::string_view kFormat = "inkling checkpoint";
constexpr Index kVersion = 1;

TrainingParts parts_of(Run& run) {
  return {run.model(), run.optimizer(), run.generator(), run.fit()};
}

/// Over the file as it would be without its checksum: writing is deterministic.
std::uint32_t checksum_of(TensorFile& file) {
  file.metadata.erase("crc32");
  return crc32(write_safetensors(file));
}

std::string metadata_of(const TensorFile& file, const std::string& key, const std::string& name) {
  const auto found = file.metadata.find(key);
  INKLING_REQUIRE(found != file.metadata.end(), "E_ST_FORMAT", name, text("a checkpoint's \"", key, '"'),
                  "none");
  return found->second;
}

template <typename Number>
Number number_of(const TensorFile& file, const std::string& key, const std::string& name) {
  const std::string digits = metadata_of(file, key, name);
  Number number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  INKLING_REQUIRE(problem == std::errc() && end == digits.data() + digits.size(), "E_ST_FORMAT", name,
                  text("a number as \"", key, '"'), '"' + digits + '"');
  return number;
}

Index corrections_of(const TensorFile& file, const std::string& name) {
  const auto corrections = number_of<std::int32_t>(file, "corrections", name);
  INKLING_REQUIRE(corrections >= 1, "E_ST_FORMAT", name, "a number above 0 as \"corrections\"",
                  text(corrections));
  return corrections;
}

RunConfig saved_config(const TensorFile& file, const std::string& name) {
  try {
    return parse_run_config(metadata_of(file, "run", name));
  } catch (const Error& error) {
    const Fault& fault = error.fault();
    if (fault.code.starts_with("E_ST_")) throw;
    throw Error({"E_ST_STATE", name + ", run, " + fault.where, fault.expected, fault.found, fault.hint});
  }
}

/// Puts changes and schedule where the run is. What the optimizer was saved with must be what it gives there,
/// but for the last digits: another C library has another cosine. The saved ones hold, and the next are
/// computed from them.
void go_on_with_schedule(Run& run, const std::string& name) {
  Optimizer& optimizer = run.optimizer();
  const double lr = optimizer.lr();
  const std::optional<double> momentum = optimizer.momentum();
  const TrainerState at = run.fit().state().trainer;
  run.catch_up();
  run.schedule().go_to(at.steps, at.epoch);
  const auto near = [](double a, double b, double size) { return std::abs(a - b) <= 1e-9 * size; };
  INKLING_REQUIRE(near(lr, optimizer.lr(), run.settings().lr) &&
                      near(momentum.value_or(0), optimizer.momentum().value_or(0), 1),
                  "E_ST_STATE", name + ", optimizer",
                  text("lr ", optimizer.lr(), ", momentum ", optimizer.momentum().value_or(0)),
                  text("lr ", lr, ", momentum ", momentum.value_or(0)));
  optimizer.set_lr(lr);
  if (momentum) optimizer.set_momentum(*momentum);
}

}  // namespace

std::vector<std::uint8_t> write_checkpoint(Run& run) {
  TensorFile file = training_state(parts_of(run));
  file.metadata = {{"format", std::string(kFormat)},
                   {"version", text(kVersion)},
                   {"run", to_hash(run.config())},
                   {"train_images", text(run.split().train.size())},
                   {"validation_images", text(run.split().validation.size())},
                   {"images_crc32", text(run.images_checksum())}};
  // Only then, so that other files stay as they always were, to the byte.
  if (run.corrections() > 0) file.metadata["corrections"] = text(run.corrections());
  const std::uint32_t sum = checksum_of(file);
  file.metadata["crc32"] = text(sum);
  return write_safetensors(file);
}

bool is_checkpoint(const TensorFile& file) {
  const auto format = file.metadata.find("format");
  return format != file.metadata.end() && format->second == kFormat;
}

Checkpoint read_checkpoint(std::span<const std::uint8_t> bytes, const std::string& name) {
  TensorFile file = read_safetensors(bytes, name);
  INKLING_REQUIRE(is_checkpoint(file), "E_ST_FORMAT", name, "a checkpoint of a run", "a file of another kind",
                  "A network alone cannot be trained on as if it had never stopped.");
  const auto version = number_of<Index>(file, "version", name);
  INKLING_REQUIRE(version >= 1 && version <= kVersion, "E_ST_VERSION", name, text("version 1 to ", kVersion),
                  text(version), "It was saved by a newer Inkling; update this one.");
  const auto declared = number_of<std::uint32_t>(file, "crc32", name);
  const std::uint32_t sum = checksum_of(file);
  INKLING_REQUIRE(sum == declared, "E_ST_CRC", name, text("checksum ", hex_text(declared, 8)),
                  hex_text(sum, 8), "The file is damaged.");
  Checkpoint checkpoint;
  checkpoint.config = saved_config(file, name);
  checkpoint.train_images = number_of<Index>(file, "train_images", name);
  checkpoint.validation_images = number_of<Index>(file, "validation_images", name);
  checkpoint.images_checksum = number_of<std::uint32_t>(file, "images_crc32", name);
  if (file.metadata.contains("corrections")) checkpoint.corrections = corrections_of(file, name);
  checkpoint.state = std::move(file);
  return checkpoint;
}

Error missing_images(const Checkpoint& checkpoint, const Error& error, const std::string& name) {
  return Error(
      {"E_ST_DATA", name,
       text(checkpoint.train_images, " images and ", checkpoint.validation_images, " to validate on"),
       text("other data (", error.what(), ")"), "A run goes on with the images that it began with."});
}

std::unique_ptr<Run> resume(const Checkpoint& checkpoint, const TrainingSplit& split,
                            const std::string& name) {
  const auto images = [](Index train, Index validation, std::uint32_t sum) {
    return text(train, " images and ", validation, " to validate on, checksum ", hex_text(sum, 8));
  };
  const Index epochs = saved_config(checkpoint.state, name).epochs;
  INKLING_REQUIRE(
      checkpoint.config.epochs == epochs || !checkpoint.config.schedule.spans_run(), "E_HP_EPOCHS", "epochs",
      text(epochs, ", over which the schedule ", schedule_text(checkpoint.config.schedule), " is laid out"),
      text(checkpoint.config.epochs));
  // Before a network of that size is made: the file must be as large.
  const std::vector<Index> layers = mlp_layers(model_state(checkpoint.state), name);
  INKLING_REQUIRE(layers == checkpoint.config.layers, "E_ST_MODEL", name,
                  layers_text(checkpoint.config.layers), layers_text(layers));
  auto run = std::make_unique<Run>(checkpoint.config);
  run->set_data(split);
  run->set_corrections(checkpoint.corrections);
  const std::string expected =
      images(checkpoint.train_images, checkpoint.validation_images, checkpoint.images_checksum);
  const std::string found = images(split.train.size(), split.validation.size(), run->images_checksum());
  INKLING_REQUIRE(found == expected, "E_ST_DATA", name, expected, found,
                  "A run goes on with the images that it began with.");
  load_training_state(parts_of(*run), checkpoint.state, name);
  go_on_with_schedule(*run, name);
  const Index epochs_now = run->config().epochs;
  const Index begun = run->fit().epochs_begun();
  INKLING_REQUIRE(epochs_now >= begun, "E_HP_EPOCHS", "epochs",
                  text("at least ", begun, ", which the saved run has begun"), text(epochs_now));
  return run;
}

}  // namespace inkling
