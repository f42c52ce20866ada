// Everything that a run depends on, as text and as numbers: the page's URL hash, the command line's options.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inkling/core/types.hpp"
#include "inkling/data/augment_options.hpp"
#include "inkling/train/schedule.hpp"

namespace inkling {

/// One field that a run changes on its way: see run_changes.hpp.
struct RunChange {
  Index step = 0;  ///< steps done before the first one with the new value
  std::string name;
  std::string value;

  bool operator==(const RunChange&) const = default;
};

/// One run: the network, how it is trained, and the seed. The same RunConfig and data give the same run.
/// The defaults are the tutorial's.
struct RunConfig {
  std::vector<Index> layers = {784, 128, 256, 10};  ///< widths from input to output
  std::string activation = "relu";                  ///< after each hidden layer: see MlpOptions
  bool batch_norm = false;                          ///< before each activation
  double dropout = 0;                               ///< after each activation
  std::string optimizer = "sgd";                    ///< or "adam", "adamw"
  double lr = 0.001;
  double momentum = 0.0;  ///< of SGD; Adam has betas, here torch's
  bool nesterov = false;
  std::optional<double> weight_decay = {};  ///< none: the optimizer's own, 0.01 for AdamW and else 0
  ScheduleOptions schedule = {};
  Index batch_size = 64;
  Index epochs = 25;
  std::uint64_t seed = 1;
  std::optional<Index> train_size =
      {};              ///< first images of the training files; none: all but the validation ones
  double augment = 0;  ///< strength of the affine changes to training images, 0 to 1: see AugmentOptions
  std::optional<double> rotation = {};  ///< of one kind; none: `augment`, and so for the next three
  std::optional<double> scale = {};
  std::optional<double> shear = {};
  std::optional<double> shift = {};
  double thickness = 0;
  double elastic = 0;
  double synthetic = 0;  ///< share of written digits among the training images: see written_digits.hpp
  std::vector<RunChange> changes = {};  ///< while it goes on

  bool operator==(const RunConfig&) const = default;
};

/// Limits, checked before anything is allocated.
inline constexpr Index kMaxLayers = 32;
inline constexpr Index kMaxWidth = 8192;
inline constexpr Index kMaxParameters = 20'000'000;
inline constexpr Index kMaxBatchSize = 4096;
inline constexpr Index kMaxTrainSize = 2'000'000;  // as many images as an IDX file may hold
inline constexpr Index kMaxEpochs = 100'000;
inline constexpr double kMaxLr = 100.0;
inline constexpr double kMaxWeightDecay = 100.0;

/// Refuses a run that cannot be trained: Error E_HP_SIZE, E_HP_ACTIVATION, E_HP_DROPOUT, E_HP_OPTIMIZER,
/// E_HP_LR, E_HP_MOMENTUM, E_HP_NESTEROV, E_HP_WD, E_HP_SCHEDULE, E_HP_BATCH, E_HP_EPOCHS, E_HP_SEED,
/// E_HP_TRAIN, E_HP_AUGMENT or E_HP_SYNTHETIC. Its changes are for canonical() of run_changes.hpp to check.
void validate(const RunConfig& config);

/// Sets one field from its text, named as in the hash: "layers", "activation", "batchnorm", "dropout",
/// "optimizer", "lr", "momentum", "nesterov", "wd", "schedule", "batch", "epochs", "seed", "train",
/// "augment", "rotation", "scale", "shear", "shift", "thickness", "elastic", "synthetic", "at". Error E_HP_*
/// when the text is no such value, E_HP_NAME for other names.
void set_field(RunConfig& config, std::string_view name, std::string_view value);

/// The field's value, as the hash has it; empty for one that has none of its own. Error E_HP_NAME.
std::string field_text(const RunConfig& config, std::string_view name);

/// A kind of augmentation that has augment's strength has none of its own: one run shall have one hash.
void follow_augment(RunConfig& config);

struct NamedValue {
  std::string name;
  std::string value;
};
/// The names and values of a hash, with or without '#', decoded. Error E_HP_NAME for a name given twice and
/// for a text of more than 4096 characters.
std::vector<NamedValue> read_pairs(std::string_view hash);

/// What the run's images are changed by.
AugmentOptions augmentation_of(const RunConfig& config);

/// Reads "#layers=784-128-256-10&lr=0.01&momentum=0.9" (with or without '#', percent-encoded or not); what is
/// not named keeps its default. A name given twice is refused. The result is canonical().
RunConfig parse_run_config(std::string_view hash, const RunConfig& defaults = {});

/// The shortest hash that parse_run_config() reads as this config, without '#': RunConfig's own defaults are
/// left out.
std::string to_hash(const RunConfig& config);

/// "784-128-256-10"
std::string layers_text(const std::vector<Index>& layers);

}  // namespace inkling
