#include "inkling/optim/sgd.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/error.hpp"

using namespace inkling;

namespace {

BasicParameter<double> parameter_of(double value, double grad) {
  BasicParameter<double> parameter = BasicParameter<double>::vector(1);
  parameter.value(0, 0) = value;
  parameter.grad(0, 0) = grad;
  return parameter;
}

}  // namespace

TEST_CASE("Plain SGD takes the gradient times the learning rate off", "[optim][sgd]") {
  BasicParameter<double> p = parameter_of(1, 4);
  BasicSgd<double> sgd({{"p", &p}}, {.lr = 0.25});
  sgd.step();
  CHECK(p.value(0, 0) == 0);
  CHECK(p.grad(0, 0) == 4);
}

TEST_CASE("Momentum follows torch: the first buffer is the gradient, lr stands outside", "[optim][sgd]") {
  BasicParameter<double> p = parameter_of(0, 1);
  BasicSgd<double> sgd({{"p", &p}}, {.lr = 0.5, .momentum = 0.5});
  sgd.step();  // v = 1
  CHECK(p.value(0, 0) == -0.5);
  p.grad(0, 0) = 2;
  sgd.step();  // v = 0.5 + 2
  CHECK(p.value(0, 0) == -1.75);
  p.grad(0, 0) = 0;
  sgd.step();  // v = 1.25
  CHECK(p.value(0, 0) == -2.375);
}

TEST_CASE("Each parameter has its own momentum", "[optim][sgd]") {
  BasicParameter<double> wide = BasicParameter<double>::matrix(1, 3);
  BasicParameter<double> single = parameter_of(0, 1);
  BasicSgd<double> sgd({{"wide", &wide}, {"single", &single}}, {.lr = 1, .momentum = 0.5});
  wide.grad.setConstant(4);
  sgd.step();
  sgd.step();  // v = 4, 6 and 1, 1.5
  CHECK(wide.value == BasicMatrix<double>::Constant(1, 3, -10));
  CHECK(single.value(0, 0) == -2.5);
}

TEST_CASE("SGD refuses what torch refuses", "[optim][sgd]") {
  const auto make = [](SgdOptions options) { BasicSgd<double> sgd({}, options); };
  CHECK_THROWS_AS(make({.lr = -1}), Error);
  CHECK_THROWS_AS(make({.lr = std::nan("")}), Error);
  CHECK_THROWS_AS(make({.lr = std::numeric_limits<double>::infinity()}), Error);
  CHECK_THROWS_AS(make({.lr = 1, .momentum = -0.1}), Error);
  CHECK_NOTHROW(make({.lr = 0}));
}
