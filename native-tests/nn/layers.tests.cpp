#include "support/layers.hpp"

#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/error.hpp"
#include "inkling/nn/grad_mode.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"
#include "inkling/nn/sequential.hpp"
#include "inkling/train/mlp.hpp"
#include "support/matrices.hpp"
#include "support/refusal.hpp"

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
  const Matrix input = Matrix::Ones(3, 4);
  const Matrix grad = Matrix::Ones(3, 2);
  for (const bool required : {false, true, false}) {
    linear.set_input_requires_grad(required);
    linear.forward(input);
    CHECK(linear.backward(grad).size() == (required ? 12 : 0));
  }
  CHECK(linear.named_parameters()[0].parameter->grad == Matrix::Constant(2, 4, 3));
}

TEST_CASE("Every layer goes backward once after each forward that kept its input", "[nn]") {
  Generator generator(1);
  const Matrix input = testing::random_matrix<float>(3, 4, generator);
  for (const testing::LayerKind<float>& kind : testing::layer_kinds<float>())
    for (const bool training : {true, false}) {
      CAPTURE(kind.name, training);
      const auto layer = kind.make(4, 2, generator);
      layer->train(training);
      const Matrix grad = Matrix::Ones(3, kind.name.starts_with("linear") ? 2 : 4);
      const auto refused = [&] {
        return testing::refusal_of([&] { return layer->backward(grad).size(); }).code;
      };
      CHECK(refused() == "E_API_STATE");
      {
        const NoGradGuard no_grad;
        layer->forward(input);
      }
      CHECK(refused() == "E_API_STATE");
      layer->forward(input);
      CHECK(refused() == "none");
      CHECK(refused() == "E_API_STATE");  // the input may be gone by now
      const Matrix wrong = Matrix::Ones(2, 7);
      layer->forward(input);
      CHECK(testing::refusal_of([&] { return layer->backward(wrong).size(); }).code == "E_API_SHAPE");
      CHECK(refused() == "none");  // what was refused changed nothing
    }
}

TEST_CASE("After a forward that a child refused a network does not go backward", "[nn][sequential]") {
  Generator generator(1);
  Sequential model;
  model.add("hidden1", std::make_unique<Linear>(4, 3, generator));
  model.add("bn1", std::make_unique<BatchNorm1d>(3));
  const Matrix many = Matrix::Ones(20, 4);
  const Matrix one = Matrix::Ones(1, 4);
  const Matrix grad = Matrix::Ones(20, 3);
  model.forward(many);
  CHECK(testing::refusal_of([&] { return model.forward(one).size(); }).code == "E_BN_BATCH");
  CHECK(testing::refusal_of([&] { return model.backward(grad).size(); }).code == "E_API_STATE");
}

TEST_CASE("Nothing before the first layer that learns computes a gradient for the images",
          "[nn][sequential]") {
  Generator generator(1);
  Sequential model;
  model.add("flatten", std::make_unique<Flatten>());
  model.add("hidden1", std::make_unique<Linear>(4, 3, generator));
  model.add("relu1", std::make_unique<ReLU>());
  model.set_input_requires_grad(false);
  CHECK_FALSE(model.child("flatten").input_requires_grad());
  CHECK_FALSE(model.child("hidden1").input_requires_grad());
  CHECK(model.child("relu1").input_requires_grad());
  const Matrix input = Matrix::Ones(2, 4);
  const Matrix grad = Matrix::Ones(2, 3);
  model.forward(input);
  CHECK(model.backward(grad).size() == 0);
  CHECK_FALSE(model.named_parameters()[1].parameter->grad.isZero());  // the layer itself has learnt
  model.set_input_requires_grad(true);
  model.forward(input);
  CHECK(model.backward(grad).size() == 8);
}

TEST_CASE("Layers of no width and children without a usable name are refused", "[nn][linear][sequential]") {
  Generator generator(1);
  for (const auto& [in, out] : {std::pair<Index, Index>{0, 3}, {3, 0}, {-1, 2}})
    CHECK(testing::refusal_of([&, in = in, out = out] {
            return Linear(in, out, generator).in_features();
          }).code == "E_HP_SIZE");
  Sequential model;
  CHECK_THROWS_AS(model.add("", std::make_unique<ReLU>()), Error);
  CHECK_THROWS_AS(model.add("a.b", std::make_unique<ReLU>()), Error);
  CHECK_THROWS_AS(model.add("a", nullptr), Error);
  CHECK(model.size() == 0);
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

TEST_CASE("A child is put between two others, and dropout into a network made without",
          "[nn][sequential][dropout]") {
  Generator generator(1);
  const MlpOptions options = {.layers = {6, 5, 4, 3}, .activation = "tanh", .batch_norm = true};
  Sequential model = make_mlp(options, generator);
  set_dropout(model, 0, generator);
  CHECK(model.size() == 7);  // of each hidden block three, and out
  set_dropout(model, 0.5, generator);
  MlpOptions with = options;
  with.dropout = 0.5;
  CHECK(model.repr() == make_mlp(with, generator).repr());
  set_dropout(model, 0.25, generator);
  with.dropout = 0.25;
  CHECK(model.repr() == make_mlp(with, generator).repr());

  const auto code_of = [&](std::size_t i, const char* name) {
    return testing::refusal_of([&] {
             model.insert(i, name, std::make_unique<ReLU>());
             return 0;
           })
        .code;
  };
  CHECK(code_of(10, "relu") == "E_API_RANGE");
  CHECK(code_of(0, "bn1") == "E_API_NAME");
  CHECK(code_of(0, "relu") == "none");
  CHECK(model.child_name(0) == "relu");
}
