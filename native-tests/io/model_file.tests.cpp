#include "inkling/io/model_file.hpp"

#include <cmath>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/core/error.hpp"
#include "inkling/train/mlp.hpp"

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
