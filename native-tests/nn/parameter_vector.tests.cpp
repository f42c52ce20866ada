#include "inkling/nn/parameter_vector.hpp"

#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "inkling/nn/fingerprint.hpp"
#include "inkling/train/mlp.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using testing::refusal_of;

namespace {

Sequential network(std::uint32_t seed) {
  Generator generator(seed);
  return make_mlp(std::vector<Index>{3, 5, 2}, generator);
}

}  // namespace

TEST_CASE("A network's parameters as a vector make another network the same, to the bit",
          "[nn][parameter_vector]") {
  Sequential from = network(1);
  Sequential to = network(2);
  const std::vector<std::uint8_t> vector = parameters_to_vector(from);
  CHECK(vector.size() == 4 * (3 * 5 + 5 + 5 * 2 + 2));
  REQUIRE(fingerprint(to) != fingerprint(from));
  vector_to_parameters(vector, to, "vector");
  CHECK(fingerprint(to) == fingerprint(from));
}

TEST_CASE("The vector begins with the first layer's weights, lowest byte first", "[nn][parameter_vector]") {
  Sequential model = network(1);
  model.named_parameters().front().parameter->value.data()[0] = 1.5F;  // 0x3fc00000
  const std::vector<std::uint8_t> vector = parameters_to_vector(model);
  CHECK(std::vector<std::uint8_t>(vector.begin(), vector.begin() + 4) ==
        std::vector<std::uint8_t>{0, 0, 0xc0, 0x3f});
}

TEST_CASE("A vector of another length or with NaN is refused, and the network stays as it was",
          "[nn][parameter_vector][hostile]") {
  Sequential model = network(1);
  const std::string before = fingerprint(model);
  const auto code = [&](const std::vector<std::uint8_t>& vector) {
    return refusal_of([&] {
             vector_to_parameters(vector, model, "vector");
             return 0;
           })
        .code;
  };
  Sequential other = network(2);
  std::vector<std::uint8_t> vector = parameters_to_vector(other);
  CHECK(code({}) == "E_ST_LENGTH");
  vector.push_back(0);
  CHECK(code(vector) == "E_ST_LENGTH");
  vector.pop_back();
  for (const std::uint8_t high : {std::uint8_t{0x7f}, std::uint8_t{0xff}}) {
    vector[vector.size() - 1] = high;
    vector[vector.size() - 2] = 0x80;
    CHECK(code(vector) == "E_ST_NONFINITE");
  }
  CHECK(fingerprint(model) == before);
}
