// Ctrl-C asks for the end; the loop that sees it decides what to keep.
#pragma once

namespace inkling::cli {

/// Thrown by a command that stopped because it was asked to; what it had is saved by then.
struct Interrupted {};

/// From now on SIGINT only raises a flag. A second one ends the program at once.
void watch_interrupts();
bool interrupted();

}  // namespace inkling::cli
