#include "inkling/io/model_file.hpp"

#include <array>
#include <cmath>
#include <cstring>
#include <span>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/core/error.hpp"
#include "inkling/nn/batch_norm1d.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"
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

namespace {

/// Floats as bits: a NaN's payload does not survive arithmetic, and need not survive a copy as float.
struct Bits {
  std::uint32_t word = 0;

  [[nodiscard]] bool is_denormal() const { return (word & 0x7f800000U) == 0 && (word & 0x007fffffU) != 0; }
  [[nodiscard]] bool is_finite() const { return (word & 0x7f800000U) != 0x7f800000U; }
  [[nodiscard]] bool is_nan() const { return !is_finite() && (word & 0x007fffffU) != 0; }
};

/// How many of each kind the nets of a test held, so that it cannot pass for want of them.
struct Kinds {
  std::size_t negative_zeros = 0;
  std::size_t denormals = 0;
  std::size_t nans = 0;
};

Index below(Index most, Generator& generator) {
  return static_cast<Index>(generator.random32() % static_cast<std::uint32_t>(most));
}

/// One to four Linear layers, some behind a BatchNorm1d or a ReLU, each of 1 to 12 features.
Sequential random_net(Generator& generator) {
  Sequential net;
  Index features = 1 + below(12, generator);
  const Index linears = 1 + below(4, generator);
  for (Index i = 1; i <= linears; ++i) {
    const Index out = 1 + below(12, generator);
    net.add(text("hidden", i), std::make_unique<Linear>(features, out, generator));
    features = out;
    if (below(2, generator) == 0) net.add(text("bn", i), std::make_unique<BatchNorm1d>(features));
    if (below(2, generator) == 0) net.add(text("relu", i), std::make_unique<ReLU>());
  }
  return net;
}

void fill(std::span<std::byte> values, bool finite, bool positive, Kinds& kinds, Generator& generator) {
  constexpr std::array<std::uint32_t, 6> kCorners = {
      0x80000000, 0x00000001, 0x807fffff,  // -0, the smallest and the largest denormal
      0x7f800001, 0xffc12345, 0xff800000,  // NaN, signalling and quiet, with a payload; an infinity
  };
  for (std::size_t at = 0; at < values.size(); at += sizeof(float)) {
    Bits bits{below(8, generator) == 0 ? kCorners[static_cast<std::size_t>(below(6, generator))]
                                       : generator.random32()};
    if (finite && !bits.is_finite()) bits.word &= 0x807fffffU;  // to a denormal, or to 0
    if (positive) bits.word &= 0x7fffffffU;
    if (bits.word == 0x80000000U) ++kinds.negative_zeros;
    if (bits.is_denormal()) ++kinds.denormals;
    if (bits.is_nan()) ++kinds.nans;
    std::memcpy(values.data() + at, &bits.word, sizeof bits.word);
  }
}

std::span<std::byte> bytes_in(Matrix& matrix) {
  return std::as_writable_bytes(std::span(matrix.data(), static_cast<std::size_t>(matrix.size())));
}

void fill(Module& net, bool finite, Kinds& kinds, Generator& generator) {
  for (const NamedParameter& parameter : net.named_parameters())
    fill(bytes_in(parameter.parameter->value), finite, false, kinds, generator);
  for (const NamedBuffer& buffer : net.named_buffers()) {
    if (auto* const* count = std::get_if<std::int64_t*>(&buffer.value)) {
      **count = static_cast<std::int64_t>(generator.random64() >> 12U);
    } else {
      const bool variance = buffer.name.ends_with("running_var");
      fill(bytes_in(*std::get<Matrix*>(buffer.value)), finite, variance, kinds, generator);
    }
  }
}

}  // namespace

TEST_CASE("10,000 random networks are saved, loaded and saved again to the bit", "[io][model_file]") {
  Kinds kinds;
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < 10'000; ++seed) {
    Generator generator(seed);
    Sequential net = random_net(generator);
    Generator same(seed);
    Sequential other = random_net(same);
    const bool finite = seed % 2 == 0;
    fill(net, finite, kinds, generator);
    const std::vector<std::uint8_t> saved = bytes_of(net);
    const TensorFile file = read_safetensors(saved, "model");
    if (write_safetensors(file) != saved) FAIL_CHECK("read and written again, seed " << seed);
    // What is no number is kept in a file but not taken into a network.
    const std::string code = testing::refusal_of([&] {
                               load_state_dict(other, file, "model");
                               return 0;
                             }).code;
    if (code == "E_ST_NONFINITE" && !finite)
      ++refused;
    else if (code != "none" || bytes_of(other) != saved)
      FAIL_CHECK("loaded and saved again, seed " << seed << ": " << code);
  }
  CHECK(kinds.negative_zeros > 10'000);
  CHECK(kinds.denormals > 10'000);
  CHECK(kinds.nans > 10'000);
  CHECK(refused > 4'000);
}
