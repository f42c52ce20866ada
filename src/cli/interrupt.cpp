#include "cli/interrupt.hpp"

#include <csignal>

namespace inkling::cli {
namespace {

volatile std::sig_atomic_t asked_to_stop = 0;

extern "C" void on_interrupt(int) {
  asked_to_stop = 1;
  std::signal(SIGINT, SIG_DFL);
}

}  // namespace

void watch_interrupts() {
  std::signal(SIGINT, on_interrupt);
}

bool interrupted() {
  return asked_to_stop != 0;
}

}  // namespace inkling::cli
