#include "inkling/train/run_changes.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"

namespace inkling {
namespace {

/// In the order in which changes at one step are written.
constexpr std::array<std::string_view, 12> kChangeable = {"dropout", "lr",      "momentum",  "nesterov",
                                                          "wd",      "augment", "rotation",  "scale",
                                                          "shear",   "shift",   "thickness", "elastic"};

constexpr const char* kForm = "STEP:NAME=VALUE, one after the other with commas between";

bool is_changeable(std::string_view name) {
  return std::find(kChangeable.begin(), kChangeable.end(), name) != kChangeable.end();
}

std::string changeable_names() {
  std::string out;
  for (const std::string_view name : kChangeable) out += text(out.empty() ? "" : ", ", name);
  return out;
}

/// Of the kinds that follow `augment` unless they have a strength of their own.
const std::optional<double>* own_strength(const RunConfig& config, std::string_view name) {
  if (name == "rotation") return &config.rotation;
  if (name == "scale") return &config.scale;
  if (name == "shear") return &config.shear;
  if (name == "shift") return &config.shift;
  return nullptr;
}

bool same_field(const RunConfig& a, const RunConfig& b, std::string_view name) {
  const std::optional<double>* const strength = own_strength(a, name);
  return strength != nullptr ? *strength == *own_strength(b, name)
                             : field_text(a, name) == field_text(b, name);
}

/// As a change says it: a kind that follows `augment` again is told by augment's strength.
std::string value_text(const RunConfig& config, std::string_view name) {
  const std::optional<double>* const strength = own_strength(config, name);
  return strength != nullptr ? number_text(strength->value_or(config.augment)) : field_text(config, name);
}

void add_changes(std::vector<RunChange>& changes, Index step, const RunConfig& from, const RunConfig& to) {
  for (const std::string_view name : kChangeable)
    if (!same_field(from, to, name)) changes.push_back({step, std::string(name), value_text(to, name)});
}

RunConfig without_changes(RunConfig config) {
  config.changes.clear();
  return config;
}

/// The values after the changes from `first` on that are of its step, and the first change of a later one.
template <typename Iterator>
std::pair<RunConfig, Iterator> next_values(RunConfig values, Iterator first, Iterator last) {
  const Index step = first->step;
  for (; first != last && first->step == step; ++first) set_field(values, first->name, first->value);
  follow_augment(values);
  return {std::move(values), first};
}

void require_schedule_takes(const RunConfig& from, const RunConfig& to) {
  INKLING_REQUIRE(from.momentum == to.momentum || to.schedule.kind != ScheduleOptions::Kind::one_cycle,
                  "E_HP_MOMENTUM", "momentum", "no change beside onecycle, which moves it",
                  number_text(to.momentum));
}

void require_moderate(const std::vector<RunChange>& changes) {
  INKLING_REQUIRE(changes.size() <= kMaxChanges && changes_text(changes).size() <= kMaxChangesText,
                  "E_HP_CHANGE", "at", text("at most ", kMaxChanges, " changes"), text(changes.size()),
                  "Reset to begin a run with the settings as they are now.");
}

[[noreturn]] void refuse(std::string_view found, const char* expected = kForm) {
  throw Error({"E_HP_CHANGE", "at", expected, text('"', found.substr(0, 64), '"'), ""});
}

/// A field and its value, as in a hash.
std::pair<std::string_view, std::string_view> named_value(std::string_view pair) {
  const std::size_t equals = pair.find('=');
  if (equals == std::string_view::npos) refuse(pair, "NAME=VALUE");
  return {pair.substr(0, equals), pair.substr(equals + 1)};
}

}  // namespace

std::vector<RunChange> parse_changes(std::string_view value) {
  INKLING_REQUIRE(value.size() <= kMaxChangesText, "E_HP_CHANGE", "at",
                  text("at most ", kMaxChangesText, " characters"), text(value.size()));
  std::vector<RunChange> changes;
  for (std::size_t first = 0; first <= value.size();) {
    const std::size_t end = std::min(value.find(',', first), value.size());
    const std::string_view change = value.substr(first, end - first);
    first = end + 1;
    const std::size_t colon = change.find(':');
    if (colon == std::string_view::npos) refuse(change);
    const std::optional<std::uint64_t> step = read_digits(change.substr(0, colon));
    if (!step || *step < 1 || *step > static_cast<std::uint64_t>(kMaxChangeStep))
      refuse(change, "a step, counted from 1, before the colon");
    const auto [name, text_of_value] = named_value(change.substr(colon + 1));
    INKLING_REQUIRE(is_changeable(name), "E_HP_CHANGE", "at", changeable_names(),
                    text('"', name.substr(0, 64), '"'), "All else is a run's from its beginning to its end.");
    changes.push_back({static_cast<Index>(*step), std::string(name), std::string(text_of_value)});
  }
  return changes;
}

std::string changes_text(const std::vector<RunChange>& changes) {
  std::string out;
  for (const auto& [step, name, value] : changes)
    out += text(out.empty() ? "" : ",", step, ':', name, '=', value);
  return out;
}

RunConfig at_step(const RunConfig& config, Index step) {
  RunConfig values = without_changes(config);
  const auto last = std::find_if(config.changes.begin(), config.changes.end(),
                                 [step](const RunChange& change) { return change.step > step; });
  for (auto next = config.changes.begin(); next != last;)
    std::tie(values, next) = next_values(std::move(values), next, last);
  return values;
}

RunConfig canonical(const RunConfig& config) {
  RunConfig values = without_changes(config);
  follow_augment(values);
  validate(values);
  std::vector<RunChange> given = config.changes;
  std::stable_sort(given.begin(), given.end(),
                   [](const RunChange& a, const RunChange& b) { return a.step < b.step; });
  require_moderate(given);
  RunConfig out = values;
  for (auto next = given.cbegin(); next != given.cend();) {
    const Index step = next->step;
    for (auto one = next; one != given.cend() && one->step == step; ++one) {
      INKLING_REQUIRE(step >= 0 && step <= kMaxChangeStep && is_changeable(one->name), "E_HP_CHANGE", "at",
                      changeable_names(), text(step, ":", one->name.substr(0, 64)));
      const auto twice = [&](const RunChange& other) {
        return other.step == step && other.name == one->name;
      };
      INKLING_REQUIRE(std::none_of(next, one, twice), "E_HP_CHANGE", "at", "each field once at a step",
                      text(step, ":", one->name, " twice"));
    }
    const RunConfig before = values;
    try {
      std::tie(values, next) = next_values(std::move(values), next, given.cend());
      validate(values);
      if (step > 0) require_schedule_takes(before, values);
    } catch (const Error& error) {
      const Fault& fault = error.fault();
      throw Error(
          {fault.code, text("at step ", step, ", ", fault.where), fault.expected, fault.found, fault.hint});
    }
    if (step == 0)
      out = values;
    else
      add_changes(out.changes, step, before, values);
  }
  return out;
}

RunConfig changed(const RunConfig& config, Index step, std::string_view fields) {
  const RunConfig before = at_step(config, step);
  const std::vector<std::string> changeable = changeable_fields(before);
  RunConfig after = before;
  for (const auto& [name, value] : read_pairs(fields)) {
    INKLING_REQUIRE(
        name != "epochs" || !before.schedule.spans_run(), "E_HP_EPOCHS", "epochs",
        text(before.epochs, ", over which the schedule ", schedule_text(before.schedule), " is laid out"),
        text('"', value.substr(0, 64), '"'), "Start a new run with it.");
    INKLING_REQUIRE(name == "epochs" || is_changeable(name), "E_HP_CHANGE", name.substr(0, 64),
                    text("epochs, ", changeable_names(), " to change while a run goes on"), "another",
                    "Start a new run with it.");
    set_field(after, name, value);
  }
  follow_augment(after);
  validate(after);
  if (step > 0) require_schedule_takes(before, after);

  RunConfig out = config;
  out.epochs = after.epochs;
  if (step == 0) {
    const std::vector<RunChange> later = std::move(out.changes);
    out = after;
    out.changes = later;
  } else {
    std::erase_if(out.changes, [step](const RunChange& change) { return change.step == step; });
    const RunConfig earlier = at_step(out, step);
    add_changes(out.changes, step, earlier, after);
  }
  out = canonical(out);
  require_moderate(out.changes);
  return out;
}

std::vector<std::string> changeable_fields(const RunConfig& config) {
  const bool sgd = config.optimizer == "sgd";
  const bool moves_momentum = config.schedule.kind == ScheduleOptions::Kind::one_cycle;
  std::vector<std::string> out;
  for (const std::string_view name : kChangeable) {
    if (name == "momentum" && (!sgd || moves_momentum)) continue;
    if (name == "nesterov" && !sgd) continue;
    out.emplace_back(name);
  }
  if (!config.schedule.spans_run()) out.emplace_back("epochs");
  return out;
}

}  // namespace inkling
