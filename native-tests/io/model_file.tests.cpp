#include "inkling/io/model_file.hpp"

#include <cmath>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/core/error.hpp"
#include "inkling/nn/batch_norm1d.hpp"
#include "inkling/train/mlp.hpp"
#include "support/refusal.hpp"

using namespace inkling;

namespace {

std::vector<std::uint8_t> bytes_of(Module& model) {
  return write_safetensors(state_dict(model));
}

TensorFile file_of(const std::vector<Index>& layers) {
  Generator generator(1);
  Sequential model = make_mlp(layers, generator);
  return read_safetensors(write_safetensors(state_dict(model)), "model");
}

void check_refused(const TensorFile& file, const char* code, const char* message) {
  Generator generator(2);
  Sequential model = make_mlp({6, 4, 3}, generator);
  const std::vector<std::uint8_t> before = bytes_of(model);
  try {
    load_state_dict(model, file, "model");
    FAIL_CHECK("no error");
  } catch (const Error& error) {
    CHECK(error.code() == code);
    CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring(message));
  }
  CHECK(bytes_of(model) == before);
}

}  // namespace

TEST_CASE("Parameters survive saving and loading to the bit", "[io][model_file]") {
  const TensorFile file = file_of({6, 4, 3});
  Generator other(99);
  Sequential model = make_mlp({6, 4, 3}, other);
  load_state_dict(model, file, "model");
  Generator same(1);
  Sequential saved = make_mlp({6, 4, 3}, same);
  CHECK(bytes_of(model) == bytes_of(saved));
}

TEST_CASE("The widths of a network are told from its tensors", "[io][model_file]") {
  CHECK(mlp_layers(file_of({784, 128, 256, 10}), "model") == std::vector<Index>{784, 128, 256, 10});
  CHECK(mlp_layers(file_of({5, 2}), "model") == std::vector<Index>{5, 2});
  CHECK_THROWS_AS(mlp_layers({}, "model"), Error);
}

TEST_CASE("Tensors that do not fit are refused, and the model is as before", "[io][model_file]") {
  const TensorFile good = file_of({6, 4, 3});
  TensorFile missing = good;
  missing.tensors.pop_back();
  check_refused(missing, "E_ST_MODEL", "no tensor of that name");

  TensorFile extra = good;
  extra.tensors.push_back({"fc9.weight", {1}, {0}});
  check_refused(extra, "E_ST_MODEL", "\"fc9.weight\"");

  TensorFile transposed = good;
  for (NamedTensor& tensor : transposed.tensors)
    if (tensor.name == "hidden1.weight") tensor.shape = {6, 4};
  check_refused(transposed, "E_ST_MODEL", "transposed?");

  TensorFile infinite = good;
  infinite.tensors.front().values.as<float>()[0] = std::nanf("");
  check_refused(infinite, "E_ST_NONFINITE", "1 NaN");

  TensorFile wide = good;
  wide.tensors.front().values = std::vector<double>(wide.tensors.front().values.size());
  check_refused(wide, "E_ST_DTYPE", "expected F32, found F64");
}

TEST_CASE("Running statistics are saved and loaded with the parameters, and must be possible ones",
          "[io][model_file]") {
  Sequential model;
  model.add("bn1", std::make_unique<BatchNorm1d>(2));
  Matrix batch(2, 2);
  batch << 1, 2, 3, 6;
  model.forward(batch);
  const TensorFile file = read_safetensors(write_safetensors(state_dict(model)), "model");
  REQUIRE(file.find("bn1.num_batches_tracked") != nullptr);
  CHECK(file.find("bn1.num_batches_tracked")->shape.empty());

  Sequential other;
  other.add("bn1", std::make_unique<BatchNorm1d>(2));
  load_state_dict(other, file, "model");
  CHECK(bytes_of(other) == bytes_of(model));

  const std::vector<std::uint8_t> before = bytes_of(other);
  const auto refused = [&](const char* name, const TensorValues& values) {
    TensorFile damaged = file;
    for (NamedTensor& tensor : damaged.tensors)
      if (tensor.name == name) tensor.values = values;
    return testing::refusal_of([&] {
             load_state_dict(other, damaged, "model");
             return 0;
           })
        .code;
  };
  CHECK(refused("bn1.running_var", {1, -1}) == "E_ST_VALUE");
  CHECK(refused("bn1.num_batches_tracked", std::vector<std::int64_t>{-1}) == "E_ST_VALUE");
  CHECK(refused("bn1.num_batches_tracked", {1}) == "E_ST_DTYPE");
  CHECK(bytes_of(other) == before);
}
