#include "inkling/train/run_watch.hpp"

namespace inkling {

void RunWatch::before(Run& run) {
  measuring_ = probe_.armed() && run.fit().progress().phase == Progress::Phase::training;
  if (measuring_) probe_.before_step(run.model());
}

void RunWatch::after(Run& run, const Progress& progress) {
  if (progress.phase != Progress::Phase::training) return;
  losses_.observe(progress.loss);
  if (measuring_) probe_.after_step(run.model(), progress.step, run.split().validation);
}

const NetworkHealth& RunWatch::health() {
  probe_.arm();
  return probe_.last();
}

std::vector<Advice> RunWatch::advice(Run& run, bool has_more_images) const {
  if (!run.has_data()) return {};
  const Fit& fit = run.fit();
  // As the run is set now: what it began with explains nothing of what it does after a change.
  return advise({.config = run.settings(),
                 .classes = run.split().train.classes(),
                 .has_more_images = has_more_images,
                 .step = fit.progress().step,
                 .diverged = diverged_,
                 .finished = fit.finished(),
                 .history = fit.history(),
                 .losses = losses_.last(),
                 .health = probe_.last()});
}

}  // namespace inkling
