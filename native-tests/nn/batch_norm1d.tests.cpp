#include "inkling/nn/batch_norm1d.hpp"

#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "support/matrices.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using namespace inkling::testing;

namespace {

const Matrix& running(BatchNorm1d& layer, std::size_t which) {
  return *std::get<Matrix*>(layer.named_buffers()[which].value);
}

}  // namespace

TEST_CASE("BatchNorm1d normalises with the biased variance and keeps the unbiased one",
          "[nn][batch_norm1d][A6]") {
  BatchNorm1d layer(1, {.eps = 0, .momentum = 0.5});
  Matrix input(2, 1);
  input << 1, 5;  // mean 3, biased variance 4, unbiased 8
  const Matrix& output = layer.forward(input);
  CHECK(output(0, 0) == -1);
  CHECK(output(1, 0) == 1);
  CHECK(running(layer, 0)(0, 0) == 1.5F);  // half of 0, half of 3
  CHECK(running(layer, 1)(0, 0) == 4.5F);  // half of 1, half of 8
}

TEST_CASE("Without a momentum all batches weigh the same", "[nn][batch_norm1d]") {
  BatchNorm1d layer(1, {.momentum = {}});
  for (const float mean : {2.0F, 4.0F, 9.0F}) {
    Matrix input(2, 1);
    input << mean - 1, mean + 1;
    layer.forward(input);
  }
  CHECK(running(layer, 0)(0, 0) == 5);
  CHECK(std::abs(running(layer, 1)(0, 0) - 2) < 1e-6F);
}

TEST_CASE("Eval mode uses the running statistics and leaves every buffer as it is",
          "[nn][batch_norm1d][A6]") {
  Generator generator(1);
  BatchNorm1d layer(3);
  const Matrix input = random_matrix<float>(4, 3, generator);
  layer.forward(input);
  const Matrix mean = running(layer, 0);
  const Matrix var = running(layer, 1);
  layer.eval();
  const Matrix single = input.row(0);
  const Matrix& output = layer.forward(single);  // a batch of one is welcome here
  for (Index j = 0; j < 3; ++j)
    CHECK(std::abs(output(0, j) - (single(0, j) - mean(0, j)) / std::sqrt(var(0, j) + 1e-5F)) < 1e-6F);
  CHECK(running(layer, 0) == mean);
  CHECK(running(layer, 1) == var);
  CHECK(*std::get<std::int64_t*>(layer.named_buffers()[2].value) == 1);
}

TEST_CASE("A batch of one is refused in train mode and changes nothing", "[nn][batch_norm1d][A6]") {
  BatchNorm1d layer(2);
  const Matrix one = Matrix::Ones(1, 2);
  const Refusal refusal = refusal_of([&] { return layer.forward(one).rows(); });
  CHECK(refusal.code == "E_BN_BATCH");
  CHECK(refusal.message.find("drop_last") != std::string::npos);
  CHECK(running(layer, 0).isZero());
  CHECK(*std::get<std::int64_t*>(layer.named_buffers()[2].value) == 0);
}

TEST_CASE("A feature that never changes comes out as the bias, even with eps = 0", "[nn][batch_norm1d]") {
  BatchNorm1d layer(1, {.eps = 0});
  const Matrix same = Matrix::Constant(4, 1, 7);
  CHECK(layer.forward(same).isZero());
  const Matrix grad = Matrix::Ones(4, 1);
  CHECK(layer.backward(grad).isZero());
}

TEST_CASE("BatchNorm1d refuses options and shapes that are none", "[nn][batch_norm1d]") {
  const auto code = [](Index features, BatchNorm1dOptions options) {
    return refusal_of([&] {
             BatchNorm1d layer(features, options);
             return 0;
           })
        .code;
  };
  CHECK(code(0, {}) == "E_HP_BATCH_NORM");
  CHECK(code(-1, {}) == "E_HP_BATCH_NORM");
  CHECK(code(-1, {.affine = false}) == "E_HP_BATCH_NORM");
  CHECK(code(2, {.eps = -1}) == "E_HP_BATCH_NORM");
  CHECK(code(2, {.eps = std::nan("")}) == "E_HP_BATCH_NORM");
  CHECK(code(2, {.momentum = 1.5}) == "E_HP_BATCH_NORM");
  BatchNorm1d layer(2);
  const Matrix wide = Matrix::Ones(2, 3);
  const Matrix two = Matrix::Ones(2, 2);
  CHECK(refusal_of([&] { return layer.forward(wide).rows(); }).code == "E_API_SHAPE");
  CHECK(refusal_of([&] { return layer.backward(two).rows(); }).code == "E_API_STATE");
}
