// What a run is changed by while it goes on: a part of its configuration, so that it stays the same run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inkling/train/run_config.hpp"

namespace inkling {

/// Limits of a run's changes, checked before they are read.
inline constexpr std::size_t kMaxChanges = 100;
inline constexpr std::size_t kMaxChangesText = 2500;
inline constexpr Index kMaxChangeStep = 2'000'000'000;

/// Reads "500:lr=0.1,800:momentum=0.9": after so many steps, which field, and what it is from there on. Error
/// E_HP_CHANGE for another form, a step of 0 or none, and a field that cannot change while a run goes on.
std::vector<RunChange> parse_changes(std::string_view text);

/// The text that parse_changes() reads as these.
std::string changes_text(const std::vector<RunChange>& changes);

/// The values that the run has after so many steps, as a run without changes.
RunConfig at_step(const RunConfig& config, Index step);

/// The same run, its changes in their order and without what changes nothing, so that one run has one hash.
/// Error E_HP_* when the config or what a change makes of it cannot be trained, E_HP_CHANGE for too many, for
/// one field changed twice at one step, and for momentum beside a schedule that moves it.
RunConfig canonical(const RunConfig& config);

/// The run changed after so many steps by "lr=0.1&momentum=0.9", fields as in a hash; canonical. At step 0 it
/// is another run from the beginning. `epochs` is no change on the way: without a schedule that spans the run
/// it decides on no step, so that the run is simply longer. Error as canonical(), E_HP_EPOCHS beside such a
/// schedule, E_HP_CHANGE for a field that a run has from its beginning to its end.
RunConfig changed(const RunConfig& config, Index step, std::string_view fields);

/// The fields that changed() takes for this run.
std::vector<std::string> changeable_fields(const RunConfig& config);

}  // namespace inkling
