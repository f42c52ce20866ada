#include "inkling/train/run.hpp"

#include <algorithm>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/data/checksum.hpp"
#include "inkling/optim/adam.hpp"
#include "inkling/optim/adamw.hpp"
#include "inkling/optim/sgd.hpp"
#include "inkling/train/written_digits.hpp"

namespace inkling {
namespace {

std::unique_ptr<Optimizer> make_optimizer(const RunConfig& config, Sequential& model) {
  std::vector<NamedParameter> parameters = model.named_parameters();
  const double weight_decay = weight_decay_of(config);
  if (config.optimizer == "adam")
    return std::make_unique<Adam>(std::move(parameters),
                                  AdamOptions{.lr = config.lr, .weight_decay = weight_decay});
  if (config.optimizer == "adamw")
    return std::make_unique<AdamW>(std::move(parameters),
                                   AdamWOptions{.lr = config.lr, .weight_decay = weight_decay});
  return std::make_unique<SGD>(std::move(parameters), SGDOptions{.lr = config.lr,
                                                                 .momentum = config.momentum,
                                                                 .weight_decay = weight_decay,
                                                                 .nesterov = config.nesterov});
}

void require_size(Index wanted, Index most, const char* name) {
  INKLING_REQUIRE(wanted >= 1 && wanted <= most, "E_HP_TRAIN", name, text("1 to ", most, " images"),
                  text(wanted));
}

}  // namespace

double weight_decay_of(const RunConfig& config) {
  const double own = config.optimizer == "adamw"  ? AdamWOptions{}.weight_decay
                     : config.optimizer == "adam" ? AdamOptions{}.weight_decay
                                                  : SGDOptions{}.weight_decay;
  return config.weight_decay.value_or(own);
}

TrainingSplit split_training_set(const Dataset& all, std::optional<Index> train_size,
                                 std::optional<Index> validation_size) {
  const Index validation = validation_size.value_or(std::max<Index>(1, all.size() / 6));
  INKLING_REQUIRE(validation >= 1 && validation < all.size(), "E_HP_TRAIN", "validation images",
                  text("at least 1, and fewer than the ", all.size(), " training images"), text(validation));
  const Index most = all.size() - validation;
  const Index train = train_size.value_or(most);
  INKLING_REQUIRE(train >= 1 && train <= most, "E_HP_TRAIN", "train",
                  text("1 to ", most, " images, beside ", validation, " to validate on"), text(train));
  return {all.slice(0, train), all.slice(all.size() - validation, validation)};
}

TrainingSplit split_training_set(const Dataset& train, const Dataset& validation,
                                 std::optional<Index> train_size, std::optional<Index> validation_size) {
  const Index to_train = train_size.value_or(train.size());
  const Index to_validate = validation_size.value_or(validation.size());
  require_size(to_train, train.size(), "train");
  require_size(to_validate, validation.size(), "validation images");
  return {train.slice(0, to_train), validation.slice(validation.size() - to_validate, to_validate)};
}

MlpOptions network_of(const RunConfig& config) {
  return {.layers = config.layers,
          .activation = config.activation,
          .batch_norm = config.batch_norm,
          .dropout = config.dropout};
}

RunConfig with_network(RunConfig config, const MlpOptions& network) {
  config.layers = network.layers;
  config.activation = network.activation;
  config.batch_norm = network.batch_norm;
  config.dropout = network.dropout;
  return config;
}

Run::Run(const RunConfig& config)
    : config_(canonical(config)),
      settings_(at_step(config_, 0)),
      generator_(config_.seed),
      model_(make_mlp(network_of(settings_), generator_)),
      optimizer_(make_optimizer(settings_, model_)) {}

void Run::set_data(const TrainingSplit& split) {
  INKLING_REQUIRE(!has_data(), "E_API_STATE", "Run::set_data()", "a run without data", "one with data");
  require_fits(config_.layers, split.train);
  const Dataset train = with_written_digits(split.train, config_.synthetic, config_.seed);
  const Index images = train.size();
  INKLING_REQUIRE(!config_.batch_norm || images % config_.batch_size != 1, "E_BN_BATCH", "batch",
                  "a size that leaves no last batch of one image, since batch norm needs two",
                  text(config_.batch_size, " of ", images, " images"),
                  "Take another batch size, or train on one image fewer.");
  const Index batches = (images + config_.batch_size - 1) / config_.batch_size;
  schedule_.emplace(config_.schedule, *optimizer_, config_.epochs, batches);
  fit_.emplace(model_, *optimizer_, train, split.validation, generator_,
               FitOptions{.epochs = config_.epochs,
                          .batch_size = config_.batch_size,
                          .augment = augmentation_of(settings_),
                          .schedule = &*schedule_,
                          .on_step = [this](Index steps, Index done) { reached(steps, done); }});
  split_ = split;
  training_set_ = train;
}

void Run::change(std::string_view fields) {
  const TrainerState at = has_data() ? fit_->state().trainer : TrainerState{};
  const RunConfig config = changed(config_, at.steps, fields);
  if (has_data()) {
    const Index least = std::max<Index>(1, fit_->epochs_begun());
    INKLING_REQUIRE(config.epochs >= least, "E_HP_EPOCHS", "epochs",
                    text("at least ", least, ", which the run has begun"), text(config.epochs));
    INKLING_REQUIRE(config.epochs > fit_->epoch() || at_step(config, at.steps) == settings_, "E_HP_CHANGE",
                    "run", "a step to come", "a run that is finished", "Give it more epochs.");
    fit_->set_epochs(config.epochs);
  }
  config_ = config;
  become(at_step(config, at.steps), at.steps, at.epoch);
}

void Run::catch_up() {
  const TrainerState at = fit().state().trainer;
  reached(at.steps, at.epoch);
}

/// Once for each change, so that a step without one costs a comparison.
void Run::reached(Index steps, Index epochs) {
  if (next_change_ == config_.changes.size() || config_.changes[next_change_].step > steps) return;
  become(at_step(config_, steps), steps, epochs);
}

void Run::become(const RunConfig& settings, Index steps, Index epochs) {
  const RunConfig before = std::exchange(settings_, settings);
  next_change_ = 0;
  while (next_change_ < config_.changes.size() && config_.changes[next_change_].step <= steps) ++next_change_;
  if (settings.dropout != before.dropout) set_dropout(model_, settings.dropout, generator_);
  const bool sgd = settings.optimizer == "sgd";
  if (sgd && !settings.nesterov) optimizer_->set_nesterov(false);  // before a momentum of 0
  if (settings.lr != before.lr || settings.momentum != before.momentum) {
    if (schedule_) {
      schedule_->set_base(settings.lr, sgd ? std::optional(settings.momentum) : std::nullopt, steps, epochs);
    } else {
      optimizer_->set_lr(settings.lr);
      if (sgd) optimizer_->set_momentum(settings.momentum);
    }
  }
  if (sgd && settings.nesterov) optimizer_->set_nesterov(true);
  optimizer_->set_weight_decay(weight_decay_of(settings));
  if (fit_) fit_->set_augment(augmentation_of(settings));
}

std::uint32_t Run::images_checksum() {
  if (!images_checksum_) images_checksum_ = checksum(split_.validation, checksum(split_.train));
  return *images_checksum_;
}

Fit& Run::fit() {
  INKLING_REQUIRE(fit_.has_value(), "E_API_STATE", "Run::fit()", "training data", "none yet");
  return *fit_;
}

Schedule& Run::schedule() {
  INKLING_REQUIRE(schedule_.has_value(), "E_API_STATE", "Run::schedule()", "training data", "none yet");
  return *schedule_;
}

}  // namespace inkling
