// From a RunConfig to a network in training: what the command line and the page both drive.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "inkling/data/dataset.hpp"
#include "inkling/nn/sequential.hpp"
#include "inkling/optim/optimizer.hpp"
#include "inkling/train/fit.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/run_changes.hpp"
#include "inkling/train/run_config.hpp"
#include "inkling/train/schedule.hpp"

namespace inkling {

struct TrainingSplit {
  Dataset train;
  Dataset validation;
};

/// The training files' first images to train on, their last to validate on, in the files' order, as the
/// tutorial's 50,000 and 10,000. Without sizes: the last sixth validates, one image at least, all before it
/// trains. Error
/// E_HP_TRAIN when the two do not fit into what there is, or one of them is empty.
TrainingSplit split_training_set(const Dataset& all, std::optional<Index> train_size = {},
                                 std::optional<Index> validation_size = {});

/// The same of sets that are apart already, as those of mnist.pkl; without sizes, all of both.
TrainingSplit split_training_set(const Dataset& train, const Dataset& validation,
                                 std::optional<Index> train_size, std::optional<Index> validation_size);

/// The network that a run trains.
MlpOptions network_of(const RunConfig& config);
/// The same run of another network.
RunConfig with_network(RunConfig config, const MlpOptions& network);

/// What the run asks for, or its optimizer's own.
double weight_decay_of(const RunConfig& config);

/// One run from its seed on. torch.manual_seed(seed) comes first, then the network's weights, then the
/// batches.
class Run {
 public:
  /// Draws the network. The config becomes canonical(). Error E_HP_*.
  explicit Run(const RunConfig& config);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  /// Gives it what to train on; once. Error E_IDX_SHAPE or E_IDX_LABEL when the network's first or last width
  /// is not that of the data, E_HP_SYNTHETIC when the data is not ten digits but written ones are asked for,
  /// E_BN_BATCH when batch norm would meet a last batch of one image.
  void set_data(const TrainingSplit& split);
  [[nodiscard]] bool has_data() const { return fit_.has_value(); }

  [[nodiscard]] const TrainingSplit& split() const { return split_; }  ///< empty before set_data()
  /// What it trains on: the split's, and written digits if the run has them.
  [[nodiscard]] const Dataset& training_set() const { return training_set_; }
  /// Of the files' images; written digits come on top.
  [[nodiscard]] Index train_size() const { return split_.train.size(); }

  /// Of the files' images to train and to validate on; computed when it is first asked for.
  std::uint32_t images_checksum();

  /// How often the network was corrected by hand: it is no longer what the config alone leads to.
  [[nodiscard]] Index corrections() const { return corrections_; }
  void set_corrections(Index corrections) { corrections_ = corrections; }

  /// Changes it from the next step on, as changed() of run_changes.hpp has it, and so its config: a run begun
  /// with that is changed at the same step and ends in the same bits. Error as changed(), E_HP_EPOCHS for
  /// fewer epochs than are begun, E_HP_CHANGE when no step is to come, E_API_STATE for a run that an error
  /// ended; after one all is as it was.
  void change(std::string_view fields);

  /// Makes what the changes up to this step say of a run whose other state was loaded from a checkpoint.
  void catch_up();

  /// Error E_API_STATE before set_data().
  Fit& fit();
  Schedule& schedule();  ///< likewise
  Sequential& model() { return model_; }
  Optimizer& optimizer() { return *optimizer_; }
  Generator& generator() { return generator_; }
  [[nodiscard]] const RunConfig& config() const { return config_; }
  /// The values that it has now, as a run without changes would be configured.
  [[nodiscard]] const RunConfig& settings() const { return settings_; }

 private:
  void reached(Index steps, Index epochs);
  void become(const RunConfig& settings, Index steps, Index epochs);

  RunConfig config_;
  RunConfig settings_;
  std::size_t next_change_ = 0;  // the first of config_'s that is still to come
  Generator generator_;
  Sequential model_;
  std::unique_ptr<Optimizer> optimizer_;
  std::optional<Schedule> schedule_;
  std::optional<Fit> fit_;
  TrainingSplit split_;
  Dataset training_set_;
  std::optional<std::uint32_t> images_checksum_;
  Index corrections_ = 0;
};

}  // namespace inkling
