#include "cli/progress_bar.hpp"

#include <array>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace inkling::cli {

ProgressBar::ProgressBar(Index epochs) : epochs_(epochs), terminal_(isatty(STDERR_FILENO) == 1) {}

std::string clock_text(double seconds) {
  const auto whole = static_cast<long long>(seconds + 0.5);
  std::array<char, 32> text{};
  if (whole < 3600)
    std::snprintf(text.data(), text.size(), "%lld:%02lld", whole / 60, whole % 60);
  else
    std::snprintf(text.data(), text.size(), "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
  return text.data();
}

/// At the pace so far, validations included. Nothing in the first second, whose pace says little.
std::string ProgressBar::time_left(double done) {
  if (!done_at_start_) done_at_start_ = done;
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  const double did = done - *done_at_start_;
  if (seconds < 1 || did <= 0) return "";
  return "  " + clock_text(seconds * (1 - done) / did) + " left";
}

void ProgressBar::show(const Progress& progress) {
  constexpr Index kCells = 20;
  constexpr Index kEvery = 16;  // batches: about fifty redraws a second
  if (!terminal_ || (progress.batch % kEvery != 0 && progress.batch != progress.batches)) return;
  const auto filled = static_cast<std::size_t>(kCells * progress.batch / progress.batches);
  const bool training = progress.phase == Progress::Phase::training;
  const double epoch =
      training ? static_cast<double>(progress.batch) / static_cast<double>(progress.batches) : 1;
  const std::string left =
      time_left((static_cast<double>(progress.epoch) + epoch) / static_cast<double>(epochs_));
  std::fprintf(stderr, "\r\033[Kepoch %ld/%ld %-8s [%s%s] loss %.4f  %.0f images/s%s",
               static_cast<long>(progress.epoch + (progress.report ? 0 : 1)), static_cast<long>(epochs_),
               training ? "training" : "checking", std::string(filled, '#').c_str(),
               std::string(static_cast<std::size_t>(kCells) - filled, '.').c_str(), progress.loss,
               progress.images_per_second, left.c_str());
  std::fflush(stderr);
  drawn_ = true;
}

void ProgressBar::clear() {
  if (drawn_) std::fputs("\r\033[K", stderr);
  drawn_ = false;
}

}  // namespace inkling::cli
