#include "inkling/train/health.hpp"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "inkling/nn/fingerprint.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/run_watch.hpp"
#include "support/patterns.hpp"
#include "support/small_run.hpp"

using namespace inkling;
using Catch::Matchers::WithinRel;
using testing::pattern_dataset;
using testing::small_config;
using testing::small_split;

namespace {

double plain_norm(const Matrix& values) {
  double sum = 0;
  for (Index i = 0; i < values.rows(); ++i)
    for (Index j = 0; j < values.cols(); ++j) sum += double{values(i, j)} * double{values(i, j)};
  return std::sqrt(sum);
}

Matrix& weight_of(Sequential& model, const std::string& layer) {
  return model.child(layer).named_parameters().front().parameter->value;
}
Matrix& bias_of(Sequential& model, const std::string& layer) {
  return model.child(layer).named_parameters().at(1).parameter->value;
}

}  // namespace

TEST_CASE("A step's norms and its size are the plain sums over the weights", "[train][health]") {
  Run run(small_config());
  run.set_data(small_split());
  run.fit().advance();
  const Matrix before = weight_of(run.model(), "hidden1");
  HealthProbe probe;
  probe.arm();
  probe.before_step(run.model());
  run.fit().advance();
  probe.after_step(run.model(), 2, run.split().validation);
  CHECK_FALSE(probe.armed());
  const NetworkHealth& health = probe.last();
  CHECK(health.step == 2);
  REQUIRE(health.layers.size() == 2);
  const LayerHealth& hidden = health.layers.front();
  const Parameter& weight = *run.model().named_parameters().front().parameter;
  CHECK(hidden.name == "hidden1");
  CHECK(hidden.units == 12);
  CHECK_THAT(hidden.weight_norm, WithinRel(plain_norm(weight.value), 1e-6));
  CHECK_THAT(hidden.grad_norm, WithinRel(plain_norm(weight.grad), 1e-6));
  CHECK_THAT(hidden.update_ratio, WithinRel(plain_norm(weight.value - before) / plain_norm(before), 1e-5));
  CHECK(hidden.update_ratio > 0);
  CHECK(hidden.dead_share.has_value());
  CHECK(health.layers.back().name == "out");
  CHECK_FALSE(health.layers.back().dead_share.has_value());
}

TEST_CASE("The size of a step is lr times the gradient under plain SGD", "[train][health]") {
  RunConfig config = small_config();
  config.momentum = 0;
  config.lr = 0.01;
  Run run(config);
  run.set_data(small_split());
  HealthProbe probe;
  probe.before_step(run.model());
  const double length = plain_norm(weight_of(run.model(), "out"));
  run.fit().advance();
  probe.after_step(run.model(), 1, run.split().validation);
  const LayerHealth& out = probe.last().layers.back();
  CHECK_THAT(out.update_ratio, WithinRel(0.01 * out.grad_norm / length, 1e-3));
}

TEST_CASE("A unit is dead when it gives the same for all images", "[train][health]") {
  Generator generator(4);
  Sequential model = make_mlp({784, 8, 4, 10}, generator);
  const Dataset images = pattern_dataset(50);
  bias_of(model, "hidden1").leftCols(3).setConstant(-1000);
  const std::vector<double> shares = dead_shares(model, images);
  REQUIRE(shares.size() == 2);
  CHECK(shares.front() >= 3.0 / 8);
  CHECK(shares.front() < 1);
  bias_of(model, "hidden1").setConstant(-1000);
  CHECK(dead_shares(model, images) == std::vector<double>{1, 1});  // nothing reaches the second layer
  CHECK(dead_shares(model, images.slice(0, 0)).empty());
}

TEST_CASE("A saturated sigmoid is dead, a working one is not", "[train][health]") {
  Generator generator(4);
  Sequential model = make_mlp(MlpOptions{.layers = {784, 6, 10}, .activation = "sigmoid"}, generator);
  const Dataset images = pattern_dataset(50);
  CHECK(dead_shares(model, images) == std::vector<double>{0});
  bias_of(model, "hidden1").leftCols(3).setConstant(200);
  CHECK(dead_shares(model, images) == std::vector<double>{0.5});
}

TEST_CASE("Measuring leaves the mode and the running statistics as they were", "[train][health]") {
  Generator generator(4);
  Sequential model =
      make_mlp(MlpOptions{.layers = {784, 6, 10}, .activation = "relu", .batch_norm = true, .dropout = 0.5},
               generator);
  const Dataset images = pattern_dataset(50);
  Generator same = generator;
  for (const bool training : {true, false}) {
    model.train(training);
    dead_shares(model, images);
    CHECK(model.training() == training);
    CHECK(model.child("dropout1").training() == training);
  }
  CHECK(std::get<std::int64_t*>(model.named_buffers().at(2).value) != nullptr);
  CHECK(*std::get<std::int64_t*>(model.named_buffers().at(2).value) == 0);
  CHECK(generator.random32() == same.random32());
}

TEST_CASE("A run that is measured at every step ends in the same bits", "[train][health]") {
  RunConfig config = small_config();
  config.batch_norm = true;
  config.dropout = 0.2;
  const auto end_of = [&](bool watched) {
    Run run(config);
    run.set_data(small_split());
    RunWatch watch;
    while (!run.fit().finished()) {
      if (watched) {
        watch.health();
        watch.before(run);
      }
      const Progress progress = run.fit().advance();
      if (watched) {
        watch.after(run, progress);
        static_cast<void>(watch.advice(run, false));
      }
    }
    if (watched) CHECK(watch.health().step == 9);
    return fingerprint(run.model());
  };
  CHECK(end_of(true) == end_of(false));
}
