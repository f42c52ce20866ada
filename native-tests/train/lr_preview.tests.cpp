#include "inkling/train/lr_preview.hpp"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "inkling/train/run.hpp"
#include "support/refusal.hpp"
#include "support/small_run.hpp"

using namespace inkling;

TEST_CASE("The preview has the rates that the run has, batch by batch", "[train][lr_preview]") {
  for (const char* hash :
       {"lr=0.1", "lr=0.1&schedule=step:2:0.5", "lr=0.1&schedule=cosine", "lr=0.1&schedule=onecycle",
        "lr=0.1&schedule=warmup-cosine:2", "lr=0.1&at=4:lr=0.3",
        "lr=0.1&schedule=cosine&at=4:lr=0.3,7:lr=0.01", "lr=0.1&schedule=onecycle&at=5:lr=0.2,5:wd=0.1"}) {
    INFO(hash);
    const RunConfig config = parse_run_config(std::string("layers=784-4-10&batch=32&epochs=6&") + hash);
    Run run(config);
    run.set_data(testing::small_split());
    const LrPreview preview = lr_preview(config, 3);
    REQUIRE(preview.points.size() == 18);
    for (const auto& [epoch, lr] : preview.points) {
      while (run.fit().state().validating) run.fit().advance();
      CHECK(lr == run.optimizer().lr());
      CHECK_THAT(epoch, Catch::Matchers::WithinAbs(run.fit().progress().step / 3.0, 1e-12));
      CHECK(lr <= preview.peak.lr);
      run.fit().advance();
    }
  }
}

TEST_CASE("A preview is short however long the run, and begins and ends with it", "[train][lr_preview]") {
  for (const auto& [hash, batches] :
       std::vector<std::pair<std::string, Index>>{{"schedule=onecycle&epochs=25", 782},
                                                  {"schedule=onecycle&epochs=100000", 2'000'000},
                                                  {"schedule=cosine&epochs=1000&at=1000000:lr=0.5", 782},
                                                  {"epochs=1", 1}}) {
    INFO(hash);
    const LrPreview preview = lr_preview(parse_run_config(hash), batches);
    CHECK(preview.points.size() <= static_cast<std::size_t>(kMostLrPoints));
    CHECK(preview.points.front().epoch == 0);
  }
  const LrPreview cycle = lr_preview(parse_run_config("lr=0.1&schedule=onecycle&epochs=10"), 100);
  CHECK(cycle.points.size() == static_cast<std::size_t>(kMostLrPoints));
  CHECK_THAT(cycle.points.front().lr, Catch::Matchers::WithinRel(0.1 / 25, 1e-9));
  CHECK_THAT(cycle.peak.lr, Catch::Matchers::WithinRel(0.1, 1e-9));
  CHECK_THAT(cycle.peak.epoch, Catch::Matchers::WithinAbs(2.99, 1e-9));
  CHECK(cycle.points.back().epoch == 9.99);
  CHECK(cycle.points.back().lr < 1e-6);
}

TEST_CASE("A preview of what cannot be is refused", "[train][lr_preview]") {
  CHECK(testing::refusal_of([] { return lr_preview({.lr = -1}, 5); }).code == "E_HP_LR");
  CHECK(testing::refusal_of([] { return lr_preview({}, 0); }).code == "E_API_RANGE");
}
