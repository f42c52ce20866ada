// A run whose numbers are none any more ends with a word, at the step that meets them, and is not saved.
#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "inkling/train/checkpoint.hpp"
#include "inkling/train/run.hpp"
#include "support/figure.hpp"
#include "support/refusal.hpp"
#include "support/small_run.hpp"

using namespace inkling;
using testing::figure;
using testing::refusal_of;
using testing::small_config;
using testing::small_split;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::unique_ptr<Run> begun(const RunConfig& config) {
  auto run = std::make_unique<Run>(config);
  run->set_data(small_split());
  run->fit().advance();
  return run;
}

/// The call of advance() from now that is refused, 1 the next; 0 when ten are not.
int refused_after(Run& run) {
  for (int calls = 1; calls <= 10; ++calls) {
    const std::string code = refusal_of([&] { return run.fit().advance().step; }).code;
    if (code == "none") continue;
    CHECK(code == "E_TRAIN_DIVERGED");
    return calls;
  }
  return 0;
}

void check_that_it_has_ended(Run& run) {
  const std::string again = refusal_of([&] { return run.fit().advance().step; }).code;
  CHECK(again == "E_API_STATE");  // not trained on, whatever is asked
  CHECK(refusal_of([&] { return write_checkpoint(run); }).code != "none");
}

}  // namespace

TEST_CASE("A number that is none, anywhere in the network, ends the run at the next step and is never saved",
          "[train][E4]") {
  int cases = 0;
  for (const double value : {std::nan(""), kInfinity, -kInfinity}) {
    const std::size_t parameters = begun(small_config())->model().named_parameters().size();
    for (std::size_t i = 0; i < parameters; ++i) {
      const auto run = begun(small_config());
      Parameter& parameter = *run->model().named_parameters()[i].parameter;
      CAPTURE(value, run->model().named_parameters()[i].name);
      // All of it: of a single weight ReLU may cut an infinity off, which then harms nothing.
      parameter.value.setConstant(static_cast<float>(value));
      CHECK(refusal_of([&] { return write_checkpoint(*run); }).code == "E_ST_NONFINITE");
      // Before ReLU minus infinity is as good as any number below 0: the loss is one, and the run may go on.
      if (value == -kInfinity && !run->model().named_parameters()[i].name.starts_with("out")) continue;
      ++cases;
      CHECK(refused_after(*run) == 1);
      check_that_it_has_ended(*run);
    }
  }
  figure("E4", "spoilt parameters noticed", cases);
}

TEST_CASE("A step that leaps out of all numbers ends the run within three, with any optimizer",
          "[train][E4]") {
  int cases = 0;
  for (const char* optimizer : {"sgd", "adam", "adamw"}) {
    for (const bool batch_norm : {false, true}) {
      for (const double lr : {1e20, 1e30, 1e38}) {
        RunConfig config = small_config();
        config.optimizer = optimizer;
        config.momentum = 0;
        config.batch_norm = batch_norm;
        const auto run = begun(config);
        CAPTURE(optimizer, batch_norm, lr);
        run->optimizer().set_lr(lr);
        const int calls = refused_after(*run);
        // The leap itself has the loss from before it, and the next may still have one that float can hold.
        CHECK(calls >= 1);
        CHECK(calls <= 3);
        check_that_it_has_ended(*run);
        ++cases;
      }
    }
  }
  figure("E4", "leaps noticed", cases);
}
