#include "inkling/train/lr_preview.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "inkling/core/error.hpp"
#include "inkling/optim/sgd.hpp"
#include "inkling/train/run_changes.hpp"
#include "inkling/train/schedule.hpp"

namespace inkling {
namespace {

constexpr std::int64_t kMostBatches = 100'000;

/// Where a run of narrower batches is after `step` of `batches` wide ones.
Index narrow_steps(Index step, Index wide, Index narrow) {
  return static_cast<Index>(std::int64_t{step} / wide * narrow + std::int64_t{step} % wide * narrow / wide);
}

}  // namespace

LrPreview lr_preview(const RunConfig& given, Index batches) {
  INKLING_REQUIRE(batches >= 1, "E_API_RANGE", "lr_preview(batches)", "at least 1", text(batches));
  const RunConfig config = canonical(given);
  const auto wide =
      std::min<Index>(batches, std::max<Index>(1, static_cast<Index>(kMostBatches / config.epochs)));
  const Index steps = config.epochs * wide;
  SGD optimizer({}, {.lr = config.lr, .momentum = config.momentum});
  Schedule schedule(config.schedule, optimizer, config.epochs, wide);

  const Index points = std::min(steps, kMostLrPoints);
  const auto at = [&](Index point) {
    return points == 1 ? 0 : static_cast<Index>(std::int64_t{point} * (steps - 1) / (points - 1));
  };
  LrPreview preview;
  auto change = config.changes.begin();
  for (Index step = 0; step < steps; ++step) {
    const Index narrow = narrow_steps(step, wide, batches);
    const auto due = change;
    while (change != config.changes.end() && change->step <= narrow) ++change;
    if (change != due) schedule.set_base(at_step(config, narrow).lr, std::nullopt, step, step / wide);
    const LrPoint here = {static_cast<double>(step) / static_cast<double>(wide), optimizer.lr()};
    if (step == 0 || here.lr > preview.peak.lr) preview.peak = here;
    if (step == at(static_cast<Index>(preview.points.size()))) preview.points.push_back(here);
    schedule.after_batch();
    if ((step + 1) % wide == 0) schedule.after_epoch();
  }
  return preview;
}

}  // namespace inkling
