#include "inkling/train/run_config.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/run_changes.hpp"
#include "inkling/train/written_digits.hpp"

namespace inkling {
namespace {

constexpr std::uint64_t kMaxSeed = std::uint64_t{1} << 53;  // JavaScript's whole numbers end here

/// One field of the hash: how it is read and how it is written.
struct Field {
  std::string_view name;
  void (*read)(RunConfig&, std::string_view);
  std::string (*write)(const RunConfig&);
};

// What a text is, is checked here; what is allowed, in validate().
Index read_count(std::string_view value, const char* code, const char* name) {
  const std::optional<std::uint64_t> number = read_digits(value);
  INKLING_REQUIRE(number && *number <= static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max()),
                  code, name, "a whole number below 2^31", text('"', value, '"'));
  return static_cast<Index>(*number);
}

double read_real(std::string_view value, const char* code, const char* name) {
  const std::optional<double> number = read_number(value);
  INKLING_REQUIRE(number.has_value(), code, name, "a decimal number", text('"', value, '"'),
                  value.find(',') != std::string_view::npos ? "Use a dot, not a comma." : "");
  return *number;
}

void read_layers(RunConfig& config, std::string_view value) {
  std::vector<Index> layers;
  for (std::size_t first = 0; first <= value.size();) {
    const std::size_t end = std::min(value.find('-', first), value.size());
    INKLING_REQUIRE(layers.size() <= static_cast<std::size_t>(kMaxLayers), "E_HP_SIZE", "layers",
                    text("at most ", kMaxLayers, " layers"), "more");
    layers.push_back(read_count(value.substr(first, end - first), "E_HP_SIZE", "layers"));
    first = end + 1;
  }
  config.layers = std::move(layers);
}

std::uint64_t read_seed(std::string_view value) {
  const std::optional<std::uint64_t> seed = read_digits(value);
  INKLING_REQUIRE(seed.has_value(), "E_HP_SEED", "seed", "a whole number from 0 to 2^53",
                  text('"', value, '"'));
  return *seed;
}

bool read_flag(std::string_view value, const char* code, const char* name) {
  INKLING_REQUIRE(value == "0" || value == "1", code, name, "0 or 1", text('"', value, '"'));
  return value == "1";
}

/// An affine kind's own strength, if it has one.
std::string strength_text(const RunConfig& config, const std::optional<double>& strength) {
  return strength && *strength != config.augment ? number_text(*strength) : std::string();
}

constexpr std::array<Field, 23> kFields = {{
    {"layers", read_layers, [](const RunConfig& c) { return layers_text(c.layers); }},
    {"activation", [](RunConfig& c, std::string_view v) { c.activation = v; },
     [](const RunConfig& c) { return c.activation; }},
    {"batchnorm",
     [](RunConfig& c, std::string_view v) { c.batch_norm = read_flag(v, "E_HP_BATCH_NORM", "batchnorm"); },
     [](const RunConfig& c) { return text(int{c.batch_norm}); }},
    {"dropout", [](RunConfig& c, std::string_view v) { c.dropout = read_real(v, "E_HP_DROPOUT", "dropout"); },
     [](const RunConfig& c) { return number_text(c.dropout); }},
    {"optimizer", [](RunConfig& c, std::string_view v) { c.optimizer = v; },
     [](const RunConfig& c) { return c.optimizer; }},
    {"lr", [](RunConfig& c, std::string_view v) { c.lr = read_real(v, "E_HP_LR", "lr"); },
     [](const RunConfig& c) { return number_text(c.lr); }},
    {"momentum",
     [](RunConfig& c, std::string_view v) { c.momentum = read_real(v, "E_HP_MOMENTUM", "momentum"); },
     [](const RunConfig& c) { return number_text(c.momentum); }},
    {"nesterov",
     [](RunConfig& c, std::string_view v) { c.nesterov = read_flag(v, "E_HP_NESTEROV", "nesterov"); },
     [](const RunConfig& c) { return text(int{c.nesterov}); }},
    {"wd", [](RunConfig& c, std::string_view v) { c.weight_decay = read_real(v, "E_HP_WD", "wd"); },
     [](const RunConfig& c) { return c.weight_decay ? number_text(*c.weight_decay) : std::string(); }},
    {"schedule", [](RunConfig& c, std::string_view v) { c.schedule = parse_schedule(v); },
     [](const RunConfig& c) { return schedule_text(c.schedule); }},
    {"batch", [](RunConfig& c, std::string_view v) { c.batch_size = read_count(v, "E_HP_BATCH", "batch"); },
     [](const RunConfig& c) { return text(c.batch_size); }},
    {"epochs", [](RunConfig& c, std::string_view v) { c.epochs = read_count(v, "E_HP_EPOCHS", "epochs"); },
     [](const RunConfig& c) { return text(c.epochs); }},
    {"seed", [](RunConfig& c, std::string_view v) { c.seed = read_seed(v); },
     [](const RunConfig& c) { return text(c.seed); }},
    {"train", [](RunConfig& c, std::string_view v) { c.train_size = read_count(v, "E_HP_TRAIN", "train"); },
     [](const RunConfig& c) { return c.train_size ? text(*c.train_size) : std::string(); }},
    {"augment", [](RunConfig& c, std::string_view v) { c.augment = read_real(v, "E_HP_AUGMENT", "augment"); },
     [](const RunConfig& c) { return number_text(c.augment); }},
    {"rotation",
     [](RunConfig& c, std::string_view v) { c.rotation = read_real(v, "E_HP_AUGMENT", "rotation"); },
     [](const RunConfig& c) { return strength_text(c, c.rotation); }},
    {"scale", [](RunConfig& c, std::string_view v) { c.scale = read_real(v, "E_HP_AUGMENT", "scale"); },
     [](const RunConfig& c) { return strength_text(c, c.scale); }},
    {"shear", [](RunConfig& c, std::string_view v) { c.shear = read_real(v, "E_HP_AUGMENT", "shear"); },
     [](const RunConfig& c) { return strength_text(c, c.shear); }},
    {"shift", [](RunConfig& c, std::string_view v) { c.shift = read_real(v, "E_HP_AUGMENT", "shift"); },
     [](const RunConfig& c) { return strength_text(c, c.shift); }},
    {"thickness",
     [](RunConfig& c, std::string_view v) { c.thickness = read_real(v, "E_HP_AUGMENT", "thickness"); },
     [](const RunConfig& c) { return number_text(c.thickness); }},
    {"elastic", [](RunConfig& c, std::string_view v) { c.elastic = read_real(v, "E_HP_AUGMENT", "elastic"); },
     [](const RunConfig& c) { return number_text(c.elastic); }},
    {"synthetic",
     [](RunConfig& c, std::string_view v) { c.synthetic = read_real(v, "E_HP_SYNTHETIC", "synthetic"); },
     [](const RunConfig& c) { return number_text(c.synthetic); }},
    {"at", [](RunConfig& c, std::string_view v) { c.changes = parse_changes(v); },
     [](const RunConfig& c) { return changes_text(c.changes); }},
}};

const Field& field_named(std::string_view name) {
  const auto* const field =
      std::find_if(kFields.begin(), kFields.end(), [name](const Field& f) { return f.name == name; });
  INKLING_REQUIRE(
      field != kFields.end(), "E_HP_NAME", "run",
      "layers, activation, batchnorm, dropout, optimizer, lr, momentum, nesterov, wd, schedule, batch, "
      "epochs, seed, train, augment, rotation, scale, shear, shift, thickness, elastic, synthetic or at",
      text('"', name.substr(0, 64), '"'));
  return *field;
}

std::string percent_decoded(std::string_view encoded) {
  const auto digit = [](char c) {
    const std::string_view digits = "0123456789abcdef";
    return digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
  };
  std::string out;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    const bool escape = encoded[i] == '%' && i + 2 < encoded.size() &&
                        digit(encoded[i + 1]) != std::string_view::npos &&
                        digit(encoded[i + 2]) != std::string_view::npos;
    if (escape) {
      out += static_cast<char>(digit(encoded[i + 1]) * 16 + digit(encoded[i + 2]));
      i += 2;
    } else {
      out += encoded[i];
    }
  }
  return out;
}

// In 64 bits: Index has 32 in WebAssembly, and 32 layers of the greatest width overflow those.
std::int64_t parameter_count(const RunConfig& config) {
  const std::vector<Index>& layers = config.layers;
  std::int64_t count = 0;
  for (std::size_t i = 1; i < layers.size(); ++i) {
    count += std::int64_t{layers[i]} * (layers[i - 1] + 1);
    if (config.batch_norm && i + 1 < layers.size()) count += 2 * std::int64_t{layers[i]};
  }
  return count;
}

/// Parameters with their gradients and what the optimizer remembers of them, in MB.
std::string megabytes(const RunConfig& config, std::int64_t parameters) {
  const bool momentum = config.momentum > 0 || config.schedule.kind == ScheduleOptions::Kind::one_cycle;
  const std::int64_t copies = 2 + (config.optimizer != "sgd" ? 2 : (momentum ? 1 : 0));
  return text(copies * parameters * 4 / 1'000'000, " MB");
}

void validate_optimizer(const RunConfig& config) {
  const bool sgd = config.optimizer == "sgd";
  INKLING_REQUIRE(sgd || config.optimizer == "adam" || config.optimizer == "adamw", "E_HP_OPTIMIZER",
                  "optimizer", "sgd, adam or adamw", text('"', config.optimizer.substr(0, 64), '"'));
  INKLING_REQUIRE(config.lr > 0 && config.lr <= kMaxLr, "E_HP_LR", "lr",
                  text("a number greater than 0, at most ", kMaxLr), number_text(config.lr));
  INKLING_REQUIRE(config.momentum >= 0 && config.momentum < 1, "E_HP_MOMENTUM", "momentum",
                  "a number from 0 up to, not including, 1", number_text(config.momentum));
  INKLING_REQUIRE(sgd || config.momentum == 0, "E_HP_MOMENTUM", "momentum",
                  text("none beside ", config.optimizer, ", which has betas"), number_text(config.momentum),
                  "Leave it out, or take the optimizer sgd.");
  INKLING_REQUIRE(sgd || !config.nesterov, "E_HP_NESTEROV", "nesterov",
                  text("none beside ", config.optimizer), "1", "It is a kind of SGD's momentum.");
  INKLING_REQUIRE(!config.nesterov || config.momentum > 0, "E_HP_NESTEROV", "nesterov",
                  "a momentum greater than 0 beside it", "momentum 0");
  INKLING_REQUIRE(
      !config.weight_decay || (*config.weight_decay >= 0 && *config.weight_decay <= kMaxWeightDecay),
      "E_HP_WD", "wd", text("a number from 0 to ", kMaxWeightDecay), number_text(*config.weight_decay));
}

}  // namespace

std::string layers_text(const std::vector<Index>& layers) {
  std::string out;
  for (const Index width : layers) out += text(out.empty() ? "" : "-", width);
  return out;
}

void validate(const RunConfig& config) {
  const auto range = [](Index value, Index least, Index most, const char* code, const char* name) {
    INKLING_REQUIRE(value >= least && value <= most, code, name,
                    text("a whole number from ", least, " to ", most), text(value));
  };
  const auto widths = static_cast<Index>(config.layers.size());
  INKLING_REQUIRE(widths >= 2 && widths <= kMaxLayers + 1, "E_HP_SIZE", "layers",
                  text("2 to ", kMaxLayers + 1, " widths, such as 784-128-256-10"), text(widths));
  for (const Index width : config.layers) range(width, 1, kMaxWidth, "E_HP_SIZE", "layers");
  const std::int64_t parameters = parameter_count(config);
  INKLING_REQUIRE(
      parameters <= kMaxParameters, "E_HP_SIZE", "layers",
      text("at most ", kMaxParameters, " parameters, ", megabytes(config, kMaxParameters), " in training"),
      text(parameters, ", which need ", megabytes(config, parameters)));
  INKLING_REQUIRE(is_activation(config.activation), "E_HP_ACTIVATION", "activation", kActivations,
                  text('"', config.activation.substr(0, 64), '"'));
  INKLING_REQUIRE(config.dropout >= 0 && config.dropout < 1, "E_HP_DROPOUT", "dropout",
                  "a number from 0 up to, not including, 1", number_text(config.dropout));
  validate_optimizer(config);
  range(config.batch_size, 1, kMaxBatchSize, "E_HP_BATCH", "batch");
  INKLING_REQUIRE(!config.batch_norm || config.batch_size > 1, "E_HP_BATCH", "batch",
                  "at least 2 with batch norm, which divides by a batch's deviation", "1");
  range(config.epochs, 1, kMaxEpochs, "E_HP_EPOCHS", "epochs");
  validate(config.schedule, config.epochs);
  INKLING_REQUIRE(config.seed <= kMaxSeed, "E_HP_SEED", "seed", "a whole number from 0 to 2^53",
                  text(config.seed));
  if (config.train_size) range(*config.train_size, 1, kMaxTrainSize, "E_HP_TRAIN", "train");
  INKLING_REQUIRE(config.augment >= 0 && config.augment <= 1, "E_HP_AUGMENT", "augment",
                  "a number from 0 to 1", number_text(config.augment));
  written_count(0, config.synthetic);
  require_strengths(augmentation_of(config));
}

AugmentOptions augmentation_of(const RunConfig& config) {
  return {.rotation = config.rotation.value_or(config.augment),
          .scale = config.scale.value_or(config.augment),
          .shear = config.shear.value_or(config.augment),
          .shift = config.shift.value_or(config.augment),
          .thickness = config.thickness,
          .elastic = config.elastic};
}

void set_field(RunConfig& config, std::string_view name, std::string_view value) {
  field_named(name).read(config, value);
}

std::string field_text(const RunConfig& config, std::string_view name) {
  return field_named(name).write(config);
}

void follow_augment(RunConfig& config) {
  for (std::optional<double>* const kind : {&config.rotation, &config.scale, &config.shear, &config.shift})
    if (*kind == config.augment) kind->reset();
}

std::vector<NamedValue> read_pairs(std::string_view hash) {
  if (hash.starts_with('#')) hash.remove_prefix(1);
  constexpr std::size_t kMaxHash = 4096;
  INKLING_REQUIRE(hash.size() <= kMaxHash, "E_HP_NAME", "run", text("at most ", kMaxHash, " characters"),
                  text(hash.size()));
  std::vector<NamedValue> pairs;
  while (!hash.empty()) {
    const std::size_t end = std::min(hash.find('&'), hash.size());
    const std::string_view pair = hash.substr(0, end);
    hash.remove_prefix(std::min(end + 1, hash.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string name = percent_decoded(pair.substr(0, equals));
    INKLING_REQUIRE(
        std::none_of(pairs.begin(), pairs.end(), [&](const NamedValue& other) { return other.name == name; }),
        "E_HP_NAME", "run", "each name once", text('"', name.substr(0, 64), "\" twice"));
    pairs.push_back({std::move(name), percent_decoded(pair.substr(std::min(equals + 1, pair.size())))});
  }
  return pairs;
}

RunConfig parse_run_config(std::string_view hash, const RunConfig& defaults) {
  RunConfig config = defaults;
  for (const auto& [name, value] : read_pairs(hash)) set_field(config, name, value);
  return canonical(config);
}

std::string to_hash(const RunConfig& config) {
  static const RunConfig defaults;
  std::string out;
  for (const Field& field : kFields) {
    const std::string value = field.write(config);
    if (value == field.write(defaults)) continue;
    out += text(out.empty() ? "" : "&", field.name, '=', value);
  }
  return out;
}

}  // namespace inkling
