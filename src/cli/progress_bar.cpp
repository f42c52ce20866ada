#include "cli/progress_bar.hpp"

#include <cstdio>
#include <string>
#include <unistd.h>

namespace inkling::cli {

ProgressBar::ProgressBar(Index epochs) : epochs_(epochs), terminal_(isatty(STDERR_FILENO) == 1) {}

void ProgressBar::show(const Progress& progress) {
  constexpr Index kCells = 30;
  constexpr Index kEvery = 16;  // batches: about fifty redraws a second
  if (!terminal_ || (progress.batch % kEvery != 0 && progress.batch != progress.batches)) return;
  const auto filled = static_cast<std::size_t>(kCells * progress.batch / progress.batches);
  const bool training = progress.phase == Progress::Phase::training;
  std::fprintf(stderr, "\r\033[Kepoch %ld/%ld %-8s [%s%s] loss %.4f  %.0f images/s",
               static_cast<long>(progress.epoch + (progress.report ? 0 : 1)), static_cast<long>(epochs_),
               training ? "training" : "checking", std::string(filled, '#').c_str(),
               std::string(static_cast<std::size_t>(kCells) - filled, '.').c_str(), progress.loss,
               progress.images_per_second);
  std::fflush(stderr);
  drawn_ = true;
}

void ProgressBar::clear() {
  if (drawn_) std::fputs("\r\033[K", stderr);
  drawn_ = false;
}

}  // namespace inkling::cli
