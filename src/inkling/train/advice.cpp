#include "inkling/train/advice.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

using Kind = Advice::Kind;

// Where the lines are drawn. Measured on MNIST with networks of one to nine layers, SGD and Adam.
constexpr std::size_t kEnoughLosses = 20;  // fewer batches say nothing
constexpr Index kManySteps = 100;          // a run that goes well has left chance behind by then
constexpr double kNearGuessing = 0.85;     // of chance: 2.30 for ten classes, so above 1.96
constexpr double kWorse = 1.25;            // of chance
constexpr double kFarBelowUsual = 0.2;     // of the usual learning rate
constexpr double kVanished = 0.02;    // of the last layer's gradient; 0.15 and more where a network learns
constexpr double kMostDead = 0.5;     // share of a layer
constexpr double kNoGradient = 1e-4;  // norm
constexpr std::size_t kPatience = 3;  // epochs without a better validation loss
constexpr double kRise = 1.05;        // of the best validation loss
constexpr double kJump = 1.5;         // likewise
constexpr double kByHeart = 0.01;     // training loss
constexpr std::size_t kPlateauEpochs = 5;
constexpr double kPlateauChange = 0.02;  // of the loss
constexpr double kStillToLearn = 0.1;    // a loss
constexpr Index kNarrow = 64;            // units

/// Of the last batches the median: single ones vary by half. Of a run that was just taken up, the last
/// epoch's.
std::optional<double> level(const RunFacts& facts) {
  if (facts.losses.size() < kEnoughLosses) {
    if (facts.history.empty()) return std::nullopt;
    return facts.history.back().train_loss;
  }
  std::vector<double> sorted = facts.losses;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  return *middle;
}

template <typename Change>
Remedy remedy(const RunFacts& facts, std::string field, std::string value, const Change& change) {
  RunConfig config = facts.config;
  change(config);
  return {std::move(field), std::move(value), to_hash(config)};
}

Remedy with_lr(const RunFacts& facts, double lr) {
  return remedy(facts, "lr", number_text(lr), [lr](RunConfig& config) { config.lr = lr; });
}

/// The usual one, or a tenth of one that is lower already.
Remedy smaller_lr(const RunFacts& facts) {
  const double usual = usual_lr(facts.config);
  constexpr double kDigits = 1e9;  // so that 0.7 / 10 reads "0.07"
  return with_lr(facts,
                 facts.config.lr > usual ? usual : std::round(facts.config.lr / 10 * kDigits) / kDigits);
}

Remedy with_activation(const RunFacts& facts, const char* activation) {
  return remedy(facts, "activation", activation, [&](RunConfig& config) { config.activation = activation; });
}

bool may_have_batch_norm(const RunConfig& config) {
  return !config.batch_norm && config.batch_size > 1 && config.layers.size() > 2;
}

Remedy with_batch_norm(const RunFacts& facts) {
  return remedy(facts, "batchnorm", "1", [](RunConfig& config) { config.batch_norm = true; });
}

bool near_guessing(const RunFacts& facts, double loss) {
  return loss > kNearGuessing * loss_of_guessing(facts.classes);
}

std::optional<Advice> diverged(const RunFacts& facts) {
  if (!facts.diverged) return std::nullopt;
  return Advice{.kind = Kind::diverged,
                .numbers = {{"lr", facts.config.lr}, {"step", static_cast<double>(facts.step)}},
                .remedies = {smaller_lr(facts)}};
}

std::optional<Advice> worse_than_guessing(const RunFacts& facts, double loss) {
  const double chance = loss_of_guessing(facts.classes);
  if (!(loss > kWorse * chance)) return std::nullopt;
  return Advice{.kind = Kind::worse_than_guessing,
                .numbers = {{"loss", loss}, {"chance", chance}, {"lr", facts.config.lr}},
                .remedies = {smaller_lr(facts)}};
}

std::optional<Advice> vanishing_gradients(const RunFacts& facts, double loss) {
  const std::vector<LayerHealth>& layers = facts.health.layers;
  if (layers.size() < 3 || !near_guessing(facts, loss)) return std::nullopt;
  const auto least = std::min_element(layers.begin(), layers.end(),
                                      [](const auto& a, const auto& b) { return a.grad_norm < b.grad_norm; });
  const double last = layers.back().grad_norm;
  if (!(least->grad_norm < kVanished * last)) return std::nullopt;
  Advice advice{
      .kind = Kind::vanishing_gradients,
      .layer = least->name,
      .numbers = {{"ratio", least->grad_norm / last}, {"depth", static_cast<double>(layers.size() - 1)}}};
  const std::string& activation = facts.config.activation;
  if (activation == "sigmoid" || activation == "tanh")
    advice.remedies.push_back(with_activation(facts, "relu"));
  if (may_have_batch_norm(facts.config)) advice.remedies.push_back(with_batch_norm(facts));
  return advice;
}

std::optional<Advice> dead_units(const RunFacts& facts, double loss) {
  const std::vector<LayerHealth>& layers = facts.health.layers;
  const auto worst = std::max_element(layers.begin(), layers.end(), [](const auto& a, const auto& b) {
    return a.dead_share.value_or(-1) < b.dead_share.value_or(-1);
  });
  if (worst == layers.end() || !(worst->dead_share.value_or(0) > kMostDead)) return std::nullopt;
  Advice advice{.kind = Kind::dead_units,
                .layer = worst->name,
                .numbers = {{"share", *worst->dead_share}, {"loss", loss}}};
  if (facts.config.lr > usual_lr(facts.config)) advice.remedies.push_back(smaller_lr(facts));
  if (facts.config.activation == "relu") advice.remedies.push_back(with_activation(facts, "leaky_relu"));
  return advice;
}

std::optional<Advice> no_gradient(const RunFacts& facts, double loss) {
  const std::vector<LayerHealth>& layers = facts.health.layers;
  if (layers.empty() || loss < kStillToLearn) return std::nullopt;
  double greatest = 0;
  for (const LayerHealth& layer : layers)
    if (!(layer.grad_norm <= greatest)) greatest = layer.grad_norm;  // NaN too
  if (!(greatest <= kNoGradient)) return std::nullopt;
  return Advice{.kind = Kind::no_gradient,
                .numbers = {{"gradient", greatest}, {"loss", loss}},
                .remedies = {smaller_lr(facts)}};
}

bool warms_up(const RunFacts& facts) {
  const ScheduleOptions::Kind kind = facts.config.schedule.kind;
  const bool rises = kind == ScheduleOptions::Kind::one_cycle || kind == ScheduleOptions::Kind::warmup_cosine;
  return rises && 3 * static_cast<Index>(facts.history.size()) < facts.config.epochs;
}

std::optional<Advice> still_guessing(const RunFacts& facts, double loss) {
  if (facts.step < kManySteps || !near_guessing(facts, loss) || warms_up(facts)) return std::nullopt;
  const double chance = loss_of_guessing(facts.classes);
  const double usual = usual_lr(facts.config);
  const auto step = static_cast<double>(facts.step);
  if (facts.config.lr <= kFarBelowUsual * usual)
    return Advice{.kind = Kind::slow,
                  .numbers = {{"loss", loss},
                              {"chance", chance},
                              {"lr", facts.config.lr},
                              {"step", step},
                              {"epoch", static_cast<double>(facts.history.size())}},
                  .remedies = {with_lr(facts, usual)}};
  if (facts.history.empty()) return std::nullopt;  // it may yet begin
  Advice advice{.kind = Kind::stuck, .numbers = {{"loss", loss}, {"chance", chance}, {"step", step}}};
  if (facts.config.lr > usual) advice.remedies.push_back(smaller_lr(facts));
  if (may_have_batch_norm(facts.config)) advice.remedies.push_back(with_batch_norm(facts));
  return advice;
}

/// What is done against learning by heart, the strongest first.
void add_remedies_against_overfitting(const RunFacts& facts, Advice& advice) {
  const RunConfig& config = facts.config;
  if (facts.has_more_images)
    advice.remedies.push_back(remedy(facts, "train", "", [](RunConfig& c) { c.train_size.reset(); }));
  if (config.augment == 0)
    advice.remedies.push_back(remedy(facts, "augment", "0.7", [](RunConfig& c) { c.augment = 0.7; }));
  if (config.dropout == 0 && config.layers.size() > 2)
    advice.remedies.push_back(remedy(facts, "dropout", "0.2", [](RunConfig& c) { c.dropout = 0.2; }));
}

/// The validation loss has not been better for some epochs and has risen, while the training loss went on
/// falling.
std::optional<Advice> overfitting(const RunFacts& facts) {
  const std::vector<EpochReport>& history = facts.history;
  if (history.size() <= kPatience) return std::nullopt;
  const EpochReport& now = history.back();
  const auto best = std::min_element(history.begin(), history.end(), [](const auto& a, const auto& b) {
    return a.validation_loss < b.validation_loss;
  });
  const bool waited = now.epoch - best->epoch >= static_cast<Index>(kPatience);
  // A rise of one epoch may be noise; of the last few each is above the best.
  const auto last_few = history.end() - static_cast<std::ptrdiff_t>(kPatience);
  const bool rose = std::all_of(last_few, history.end(), [&](const EpochReport& report) {
    return report.validation_loss > kRise * best->validation_loss;
  });
  if (!waited || !rose || !(now.train_loss < best->train_loss)) return std::nullopt;
  Advice advice{.kind = Kind::overfitting,
                .numbers = {{"best", best->validation_loss},
                            {"best_epoch", static_cast<double>(best->epoch)},
                            {"loss", now.validation_loss},
                            {"epoch", static_cast<double>(now.epoch)},
                            {"train_loss", now.train_loss}}};
  add_remedies_against_overfitting(facts, advice);
  return advice;
}

/// The validation loss jumps from one epoch to the next.
std::optional<Advice> unsteady(const RunFacts& facts) {
  const std::vector<EpochReport>& history = facts.history;
  if (history.size() < 2 || facts.config.lr <= usual_lr(facts.config)) return std::nullopt;
  const EpochReport& now = history.back();
  const EpochReport& before = history[history.size() - 2];
  if (!(now.validation_loss > kJump * before.validation_loss)) return std::nullopt;
  return Advice{.kind = Kind::unsteady,
                .numbers = {{"best", before.validation_loss},
                            {"loss", now.validation_loss},
                            {"epoch", static_cast<double>(now.epoch)},
                            {"lr", facts.config.lr}},
                .remedies = {smaller_lr(facts)}};
}

std::optional<Advice> learnt_by_heart(const RunFacts& facts) {
  if (facts.history.empty()) return std::nullopt;
  const EpochReport& now = facts.history.back();
  if (!(now.train_loss < kByHeart && now.validation_loss > 5 * now.train_loss)) return std::nullopt;
  Advice advice{.kind = Kind::learnt_by_heart,
                .numbers = {{"train_loss", now.train_loss}, {"loss", now.validation_loss}}};
  add_remedies_against_overfitting(facts, advice);
  return advice;
}

std::optional<Advice> plateau(const RunFacts& facts) {
  const std::vector<EpochReport>& history = facts.history;
  if (history.size() <= kPlateauEpochs) return std::nullopt;
  const double now = history.back().train_loss;
  const auto first = history.end() - static_cast<std::ptrdiff_t>(kPlateauEpochs + 1);
  const bool flat = std::all_of(first, history.end(), [now](const EpochReport& report) {
    return std::abs(report.train_loss - now) <= kPlateauChange * now;
  });
  if (!flat || !(now > kStillToLearn)) return std::nullopt;
  Advice advice{.kind = Kind::plateau,
                .numbers = {{"loss", now}, {"epochs", static_cast<double>(kPlateauEpochs)}}};
  const std::vector<Index>& layers = facts.config.layers;
  const bool narrow = layers.size() > 2 && *std::min_element(layers.begin() + 1, layers.end() - 1) < kNarrow;
  if (narrow) {
    std::vector<Index> wider = layers;
    for (std::size_t i = 1; i + 1 < wider.size(); ++i) wider[i] = std::max<Index>(wider[i], 2 * kNarrow);
    advice.remedies.push_back(
        remedy(facts, "layers", layers_text(wider), [&](RunConfig& config) { config.layers = wider; }));
  }
  if (facts.config.schedule.kind == ScheduleOptions::Kind::constant)
    advice.remedies.push_back(remedy(facts, "schedule", "cosine", [](RunConfig& config) {
      config.schedule = {.kind = ScheduleOptions::Kind::cosine};
    }));
  return advice;
}

}  // namespace

std::string_view Advice::name() const {
  switch (kind) {
    case Kind::diverged:
      return "diverged";
    case Kind::worse_than_guessing:
      return "worse-than-guessing";
    case Kind::vanishing_gradients:
      return "vanishing-gradients";
    case Kind::dead_units:
      return "dead-units";
    case Kind::no_gradient:
      return "no-gradient";
    case Kind::slow:
      return "slow";
    case Kind::stuck:
      return "stuck";
    case Kind::overfitting:
      return "overfitting";
    case Kind::unsteady:
      return "unsteady";
    case Kind::learnt_by_heart:
      return "learnt-by-heart";
    case Kind::plateau:
      return "plateau";
    case Kind::finished:
      return "finished";
    case Kind::good:
      break;
  }
  return "good";
}

double loss_of_guessing(Index classes) {
  return std::log(static_cast<double>(classes));
}

double usual_lr(const RunConfig& config) {
  if (config.optimizer != "sgd") return 0.001;
  if (config.momentum < 0.5) return 0.1;  // each step counts 1 / (1 - momentum) times
  return config.momentum < 0.95 ? 0.01 : 0.001;
}

std::vector<Advice> advise(const RunFacts& facts) {
  std::vector<Advice> out;
  const auto add = [&out](std::optional<Advice> advice) {
    if (advice) out.push_back(*std::move(advice));
    return advice.has_value();
  };
  if (add(diverged(facts))) return out;
  const std::optional<double> loss = level(facts);
  if (!loss || !std::isfinite(*loss)) return out;
  // One cause of a loss that does not fall is enough, and the first that fits explains the others.
  // Where steps are too large units die, and no gradient passes them; where they are not, it is the depth.
  const bool large_steps = facts.config.lr > usual_lr(facts.config);
  const bool flat = add(worse_than_guessing(facts, *loss)) ||
                    (large_steps && add(dead_units(facts, *loss))) ||
                    add(vanishing_gradients(facts, *loss)) || add(dead_units(facts, *loss)) ||
                    add(no_gradient(facts, *loss)) || add(still_guessing(facts, *loss));
  // And one of a validation loss that rises.
  const bool beyond = !flat && (add(overfitting(facts)) || add(unsteady(facts)) ||
                                add(learnt_by_heart(facts)) || add(plateau(facts)));
  if (facts.finished && !facts.history.empty()) {
    const EpochReport& last = facts.history.back();
    out.push_back({.kind = Kind::finished,
                   .numbers = {{"accuracy", last.validation_accuracy},
                               {"loss", last.validation_loss},
                               {"epoch", static_cast<double>(last.epoch)}}});
  } else if (!flat && !beyond && !near_guessing(facts, *loss)) {
    out.push_back(
        {.kind = Kind::good, .numbers = {{"loss", *loss}, {"chance", loss_of_guessing(facts.classes)}}});
  }
  return out;
}

}  // namespace inkling
