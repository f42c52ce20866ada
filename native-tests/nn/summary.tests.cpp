#include "inkling/nn/summary.hpp"

#include <catch2/catch_test_macros.hpp>

#include "inkling/nn/batch_norm1d.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"
#include "inkling/nn/sequential.hpp"

using namespace inkling;

TEST_CASE("The summary is print(net) with a table of shapes and counts", "[nn][summary]") {
  Generator generator(1);
  Sequential net;
  net.add("hidden1", std::make_unique<Linear>(784, 128, generator));
  net.add("bn1", std::make_unique<BatchNorm1d>(128));
  net.add("relu1", std::make_unique<ReLU>());
  net.add("out", std::make_unique<Linear>(128, 10, generator));
  CHECK(summary(net) == net.repr() +
                            "\n"
                            "hidden1.weight           (128, 784)  100352\n"
                            "hidden1.bias             (128,)         128\n"
                            "bn1.weight               (128,)         128\n"
                            "bn1.bias                 (128,)         128\n"
                            "out.weight               (10, 128)     1280\n"
                            "out.bias                 (10,)           10\n"
                            "bn1.running_mean         (128,)         128\n"
                            "bn1.running_var          (128,)         128\n"
                            "bn1.num_batches_tracked  ()               1\n"
                            "102026 parameters\n");
  CHECK(parameter_count(net) == 102026);
}
