#include "inkling/nn/fingerprint.hpp"

#include <catch2/catch_test_macros.hpp>

#include "inkling/train/mlp.hpp"
#include "support/fnv1a.hpp"

using namespace inkling;

TEST_CASE("A fingerprint is the hash of a network's parameters", "[nn][fingerprint]") {
  Generator generator(1);
  Sequential model = make_mlp({3, 2}, generator);
  std::vector<float> numbers;
  for (const NamedParameter& named : model.named_parameters()) {
    const Matrix& values = named.parameter->value;
    numbers.insert(numbers.end(), values.data(), values.data() + values.size());
  }
  CHECK(fingerprint(model) == testing::fnv1a(numbers));
  const std::string before = fingerprint(model);
  float& number = model.named_parameters().back().parameter->value(0, 0);
  number = std::nextafter(number, 1.0F);
  CHECK(fingerprint(model) != before);
}
