#include "cli/train_report.hpp"

#include <cstdio>
#include <iostream>
#include <string>

#include "cli/json_line.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/train/run_config.hpp"

namespace inkling::cli {

void print_start(Run& run, bool goes_on) {
  const RunConfig& config = run.config();
  std::printf("%ld images to train on, ", static_cast<long>(run.train_size()));
  if (const Index written = run.training_set().size() - run.train_size(); written > 0)
    std::printf("%ld written digits beside them, ", static_cast<long>(written));
  std::printf("network %s, seed %llu\n", layers_text(config.layers).c_str(),
              static_cast<unsigned long long>(config.seed));
  if (goes_on)
    std::printf("goes on after %ld epochs, %ld steps\n", static_cast<long>(run.fit().epoch()),
                static_cast<long>(run.fit().state().trainer.steps));
  std::fflush(stdout);
}

void print_epoch(const EpochReport& report, std::optional<double> pytorch, Index epochs, bool json) {
  if (json) {
    JsonLine line;
    line.set("epoch", static_cast<double>(report.epoch))
        .set("train_loss", report.train_loss)
        .set("validation_loss", report.validation_loss)
        .set("validation_accuracy", report.validation_accuracy)
        .set("seconds", report.seconds)
        .set("images_per_second", report.images_per_second);
    if (pytorch) line.set("pytorch_validation_loss", *pytorch);
    std::cout << line.text() << std::endl;  // flushed, for whoever reads along
    return;
  }
  std::printf("epoch %*ld/%ld  train loss %.4f  validation loss %.4f  ",
              static_cast<int>(std::to_string(epochs).size()), static_cast<long>(report.epoch),
              static_cast<long>(epochs), report.train_loss, report.validation_loss);
  if (pytorch) std::printf("PyTorch's %.4f (%+.0e)  ", *pytorch, report.validation_loss - *pytorch);
  std::printf("accuracy %5.2f %%  %.2f s\n", 100 * report.validation_accuracy, report.seconds);
  std::fflush(stdout);
}

void print_comparison(const ReferenceCurve& curve, bool json) {
  if (curve.worst_epoch() == 0) return;
  if (json)
    std::cout << JsonLine()
                     .set("pytorch_largest_difference", curve.worst())
                     .set("pytorch_largest_difference_epoch", static_cast<double>(curve.worst_epoch()))
                     .text()
              << '\n';
  else
    std::printf("largest difference from PyTorch's curve: %.1e, after epoch %ld\n", curve.worst(),
                static_cast<long>(curve.worst_epoch()));
}

void print_test(const Evaluation& test, bool json) {
  if (json)
    std::cout << JsonLine().set("test_loss", test.loss).set("test_accuracy", test.accuracy()).text() << '\n';
  else
    std::printf("test loss %.4f  accuracy %.2f %% of %ld images\n", test.loss, 100 * test.accuracy(),
                static_cast<long>(test.images));
}

void print_fingerprint(Run& run, bool json) {
  const std::string text = fingerprint(run.model());
  if (json)
    std::cout << JsonLine().set("fingerprint", text).text() << '\n';
  else
    std::printf("fingerprint of the parameters: %s\n", text.c_str());
}

}  // namespace inkling::cli
