// "Why is my loss flat?": what a run's numbers say about how it goes, and what may help.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inkling/train/fit.hpp"
#include "inkling/train/health.hpp"
#include "inkling/train/run_config.hpp"

namespace inkling {

/// What is known of a run.
struct RunFacts {
  RunConfig config = {};
  Index classes = 10;
  bool has_more_images = false;  ///< than it trains on
  Index step = 0;
  bool diverged = false;
  bool finished = false;
  std::vector<EpochReport> history = {};
  std::vector<double> losses = {};  ///< of the last batches; none when it was just taken up
  NetworkHealth health = {};        ///< step 0: not measured
};

/// A change of the run that may help.
struct Remedy {
  std::string field;  ///< named as in the hash; "lr"
  std::string value;
  std::string hash;  ///< the whole run with it
};

struct AdviceNumber {
  std::string name;
  double value = 0;
};

/// One thing that is seen. The words are the page's; `numbers` are what they name.
struct Advice {
  enum class Kind {
    diverged,             ///< lr, step
    worse_than_guessing,  ///< loss, chance, lr
    vanishing_gradients,  ///< ratio (to the last layer's), depth; layer: that of the least gradient
    dead_units,           ///< share, loss; layer
    no_gradient,          ///< gradient, loss
    slow,                 ///< loss, chance, lr, step, epoch
    stuck,                ///< loss, chance, step
    overfitting,          ///< best, best_epoch, loss, epoch, train_loss
    unsteady,             ///< best, loss, epoch, lr
    learnt_by_heart,      ///< train_loss, loss
    plateau,              ///< loss, epochs
    finished,             ///< accuracy, loss, epoch
    good,                 ///< loss, chance
  };

  Kind kind;
  std::string layer = {};
  std::vector<AdviceNumber> numbers = {};
  std::vector<Remedy> remedies = {};

  /// "dead-units"
  [[nodiscard]] std::string_view name() const;
};

/// What guessing costs: the cross entropy of a network that gives each class the same probability.
double loss_of_guessing(Index classes);

/// A learning rate that suits most networks with this optimizer on normalised images: the hash's defaults
/// crawl, to show it.
double usual_lr(const RunConfig& config);

/// What there is to say, the gravest first; the last may be `finished` or `good`. Empty when it is too early
/// to say anything.
std::vector<Advice> advise(const RunFacts& facts);

}  // namespace inkling
