#include "inkling/train/run.hpp"

#include "inkling/core/error.hpp"
#include "inkling/train/mlp.hpp"

namespace inkling {
namespace {

const RunConfig& validated(const RunConfig& config) {
  validate(config);
  return config;
}

}  // namespace

TrainingSplit split_training_set(const Dataset& all, std::optional<Index> train_size,
                                 std::optional<Index> validation_size) {
  const Index validation = validation_size.value_or(all.size() / 6);
  const Index train = train_size.value_or(all.size() - validation);
  INKLING_REQUIRE(validation >= 1 && train >= 1 && train <= all.size() - validation, "E_HP_TRAIN", "train",
                  text("at least 1 image to train and 1 to validate on, at most ", all.size(), " together"),
                  text(train, " and ", validation));
  return {all.slice(0, train), all.slice(all.size() - validation, validation)};
}

Run::Run(const RunConfig& config)
    : config_(validated(config)),
      generator_(config.seed),
      model_(make_mlp(config.layers, generator_)),
      optimizer_(model_.named_parameters(), {.lr = config.lr, .momentum = config.momentum}) {}

void Run::set_data(const TrainingSplit& split) {
  INKLING_REQUIRE(!has_data(), "E_API_STATE", "Run::set_data()", "a run without data", "one with data");
  INKLING_REQUIRE(split.train.features() == config_.layers.front(), "E_IDX_SHAPE", "layers",
                  text("the first width to be the images' ", split.train.rows(), " × ", split.train.columns(),
                       " = ", split.train.features(), " pixels"),
                  text(config_.layers.front()));
  INKLING_REQUIRE(split.train.classes() <= config_.layers.back(), "E_IDX_LABEL", "layers",
                  text("the last width to be the data's ", split.train.classes(), " classes"),
                  text(config_.layers.back()));
  fit_.emplace(model_, optimizer_, split.train, split.validation, generator_,
               FitOptions{.epochs = config_.epochs, .batch_size = config_.batch_size});
  train_size_ = split.train.size();
}

Fit& Run::fit() {
  INKLING_REQUIRE(fit_.has_value(), "E_API_STATE", "Run::fit()", "training data", "none yet");
  return *fit_;
}

}  // namespace inkling
