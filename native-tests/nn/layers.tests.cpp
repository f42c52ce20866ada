#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/error.hpp"
#include "inkling/nn/grad_mode.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"
#include "inkling/nn/sequential.hpp"
#include "inkling/train/mlp.hpp"

using namespace inkling;

TEST_CASE("Linear is x times the transposed weight plus the bias", "[nn][linear]") {
  Generator generator(1);
  Linear linear(2, 3, generator);
  auto parameters = linear.named_parameters();
  parameters[0].parameter->value << 1, 2, 3, 4, 5, 6;
  parameters[1].parameter->value << 10, 20, 30;
  Matrix input(1, 2);
  input << 1, -1;
  Matrix expected(1, 3);
  expected << 9, 19, 29;
  CHECK(linear.forward(input) == expected);
  CHECK(linear.repr() == "Linear(in_features=2, out_features=3, bias=True)");
}

TEST_CASE("Linear refuses input of another width and names both", "[nn][linear]") {
  Generator generator(1);
  Linear linear(784, 10, generator);
  const Matrix narrow = Matrix::Zero(1, 28);
  try {
    linear.forward(narrow);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == "E_API_SHAPE");
    CHECK(error.fault().expected == "(batch, 784)");
    CHECK(error.fault().found == "(1, 28)");
  }
}

TEST_CASE("Linear skips the input's gradient when nobody needs it", "[nn][linear]") {
  Generator generator(1);
  Linear linear(4, 2, generator);
  linear.set_input_requires_grad(false);
  const Matrix input = Matrix::Ones(3, 4);
  linear.forward(input);
  const Matrix grad = Matrix::Ones(3, 2);
  CHECK(linear.backward(grad).size() == 0);
  linear.set_input_requires_grad(true);
  CHECK(linear.backward(grad).size() == 12);
  linear.set_input_requires_grad(false);
  CHECK(linear.backward(grad).size() == 0);
  CHECK(linear.named_parameters()[0].parameter->grad == Matrix::Constant(2, 4, 3));
}

TEST_CASE("Layers go backward only after a forward that kept its input", "[nn][linear][relu]") {
  Generator generator(1);
  Linear linear(4, 2, generator);
  ReLU relu;
  const Matrix input = Matrix::Ones(3, 4);
  const Matrix grad = Matrix::Ones(3, 2);
  const auto both = [&](auto check) {
    check(linear, grad);
    check(relu, input);
  };
  both([](Module& layer, const Matrix& g) { CHECK_THROWS_AS(layer.backward(g), Error); });
  {
    const NoGradGuard no_grad;
    CHECK_FALSE(is_grad_enabled());
    both([&](Module& layer, const Matrix&) { layer.forward(input); });
  }
  CHECK(is_grad_enabled());
  both([](Module& layer, const Matrix& g) { CHECK_THROWS_AS(layer.backward(g), Error); });
  linear.eval();  // has a gradient too, as in torch
  both([&](Module& layer, const Matrix& g) {
    layer.forward(input);
    CHECK_NOTHROW(layer.backward(g));
  });
}

TEST_CASE("Linear without a bias has none", "[nn][linear]") {
  Generator generator(1);
  Linear linear(2, 3, generator, false);
  CHECK(linear.named_parameters().size() == 1);
  const Matrix zeros = Matrix::Zero(1, 2);
  CHECK(linear.forward(zeros).isZero());
}

TEST_CASE("Default weights lie within one over the root of the inputs, as torch draws them", "[nn][init]") {
  Generator generator(7);
  Linear linear(784, 128, generator);
  const float bound = 1.0F / 28.0F;
  const Matrix& weight = linear.named_parameters()[0].parameter->value;
  const Matrix& bias = linear.named_parameters()[1].parameter->value;
  CHECK(weight.maxCoeff() <= bound);
  CHECK(weight.minCoeff() >= -bound);
  CHECK(weight.maxCoeff() > 0.999F * bound);
  CHECK(bias.cwiseAbs().maxCoeff() <= bound);
  CHECK(std::abs(weight.mean()) < 0.001F);
}

TEST_CASE("ReLU cuts off below zero, hands NaN on and has no gradient at zero", "[nn][relu]") {
  ReLU relu;
  Matrix input(1, 4);
  input << -1, 0, 2, std::numeric_limits<float>::quiet_NaN();
  const Matrix& output = relu.forward(input);
  CHECK(output(0, 0) == 0);
  CHECK(output(0, 1) == 0);
  CHECK(output(0, 2) == 2);
  CHECK(std::isnan(output(0, 3)));
  const Matrix ones = Matrix::Ones(1, 4);
  const Matrix& grad = relu.backward(ones);
  CHECK(grad(0, 0) == 0);
  CHECK(grad(0, 1) == 0);
  CHECK(grad(0, 2) == 1);
  CHECK(grad(0, 3) == 1);  // as torch: where x <= 0 is not true, the gradient passes
}

TEST_CASE("The tutorial's network has PyTorch's names, shapes and print", "[nn][sequential]") {
  Generator generator(1);
  Sequential model = make_mlp({784, 128, 256, 10}, generator);
  const auto parameters = model.named_parameters();
  REQUIRE(parameters.size() == 6);
  CHECK(parameters[0].name == "hidden1.weight");
  CHECK(parameters[0].parameter->shape == std::vector<Index>{128, 784});
  CHECK(parameters[1].name == "hidden1.bias");
  CHECK(parameters[1].parameter->shape == std::vector<Index>{128});
  CHECK(parameters[2].name == "hidden2.weight");
  CHECK(parameters[4].name == "out.weight");
  CHECK(parameters[4].parameter->shape == std::vector<Index>{10, 256});
  CHECK(parameters[5].name == "out.bias");
  CHECK(model.repr() ==
        "Sequential(\n"
        "  (hidden1): Linear(in_features=784, out_features=128, bias=True)\n"
        "  (relu1): ReLU()\n"
        "  (hidden2): Linear(in_features=128, out_features=256, bias=True)\n"
        "  (relu2): ReLU()\n"
        "  (out): Linear(in_features=256, out_features=10, bias=True)\n"
        ")");
}

TEST_CASE("Train and eval reach every child, later ones too", "[nn][sequential]") {
  Sequential model;
  auto first = std::make_unique<ReLU>();
  const ReLU& seen = *first;
  model.eval();
  model.add("relu1", std::move(first));
  CHECK_FALSE(seen.training());
  model.train();
  CHECK(seen.training());
  CHECK(&model.child("relu1") == &seen);
  CHECK_THROWS_AS(model.child("relu2"), Error);
}

TEST_CASE("A Sequential refuses a name twice and work without children", "[nn][sequential]") {
  Sequential model;
  const Matrix input = Matrix::Zero(1, 1);
  CHECK_THROWS_AS(model.forward(input), Error);
  model.add("relu", std::make_unique<ReLU>());
  CHECK_THROWS_AS(model.add("relu", std::make_unique<ReLU>()), Error);
  CHECK(model.size() == 1);
}
