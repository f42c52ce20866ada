#include "inkling/train/run.hpp"

#include <algorithm>

#include "inkling/core/error.hpp"
#include "inkling/data/checksum.hpp"
#include "inkling/train/mlp.hpp"

namespace inkling {
namespace {

const RunConfig& validated(const RunConfig& config) {
  validate(config);
  return config;
}

void require_size(Index wanted, Index most, const char* name) {
  INKLING_REQUIRE(wanted >= 1 && wanted <= most, "E_HP_TRAIN", name, text("1 to ", most, " images"),
                  text(wanted));
}

}  // namespace

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

Run::Run(const RunConfig& config)
    : config_(validated(config)),
      generator_(config.seed),
      model_(make_mlp(config.layers, generator_)),
      optimizer_(model_.named_parameters(), {.lr = config.lr, .momentum = config.momentum}) {}

void Run::set_data(const TrainingSplit& split) {
  INKLING_REQUIRE(!has_data(), "E_API_STATE", "Run::set_data()", "a run without data", "one with data");
  require_fits(config_.layers, split.train);
  fit_.emplace(model_, optimizer_, split.train, split.validation, generator_,
               FitOptions{.epochs = config_.epochs, .batch_size = config_.batch_size});
  split_ = split;
}

std::uint32_t Run::images_checksum() {
  if (!images_checksum_) images_checksum_ = checksum(split_.validation, checksum(split_.train));
  return *images_checksum_;
}

Fit& Run::fit() {
  INKLING_REQUIRE(fit_.has_value(), "E_API_STATE", "Run::fit()", "training data", "none yet");
  return *fit_;
}

}  // namespace inkling
