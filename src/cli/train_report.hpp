// What `inkling train` prints on standard output: words, or one JSON object a line.
#pragma once

#include <optional>

#include "cli/reference_curve.hpp"
#include "inkling/train/evaluation.hpp"
#include "inkling/train/fit.hpp"
#include "inkling/train/run.hpp"

namespace inkling::cli {

/// What is trained; in words only.
void print_start(Run& run, bool goes_on);

/// Of `epochs`. `pytorch` is the loss that PyTorch had at this epoch, if there is one to compare with.
void print_epoch(const EpochReport& report, std::optional<double> pytorch, Index epochs, bool json);

void print_comparison(const ReferenceCurve& curve, bool json);
void print_fingerprint(Run& run, bool json);
void print_test(const Evaluation& test, bool json);

}  // namespace inkling::cli
