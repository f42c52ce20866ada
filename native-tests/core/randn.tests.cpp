#include "inkling/core/randn.hpp"

#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "support/reference.hpp"

using namespace inkling;
using namespace inkling::testing;

namespace {

const Reference& reference() {
  static const Reference file("random");
  return file;
}

Generator seeded() {
  return Generator(static_cast<std::uint64_t>(std::stoul(reference().metadata("seed"))));
}

}  // namespace

TEST_CASE("randn is torch's: by blocks of 16 to the bit, with a rest, and one by one",
          "[core][random][torch][B2]") {
  for (const Index size : {16, 17, 31, 1000}) {
    CAPTURE(size);
    Generator generator = seeded();
    std::vector<float> values(static_cast<std::size_t>(size));
    randn(values, generator);
    CHECK(values == reference().floats("randn." + std::to_string(size)));
  }
  for (const Index size : {1, 3, 15}) {
    CAPTURE(size);
    Generator generator = seeded();
    std::vector<float> values(static_cast<std::size_t>(size));
    randn(values, generator);
    const std::vector<float>& expected = reference().floats("randn." + std::to_string(size));
    // Through the C library's double sine and logarithm, of which the last place differs between platforms.
    for (std::size_t i = 0; i < values.size(); ++i) CHECK(std::abs(values[i] - expected[i]) <= 1e-7F);
  }
}

TEST_CASE("The second of a pair waits for the next call, as in torch, and seeding forgets it",
          "[core][random][torch]") {
  Generator generator = seeded();
  std::vector<float> values(7);
  randn(std::span(values).first(3), generator);
  randn(std::span(values).last(4), generator);
  const std::vector<float>& expected = reference().floats("randn.3+4");
  for (std::size_t i = 0; i < values.size(); ++i) CHECK(std::abs(values[i] - expected[i]) <= 1e-7F);

  Generator other = seeded();
  const double first = other.normal();
  other.manual_seed(static_cast<std::uint64_t>(std::stoul(reference().metadata("seed"))));
  CHECK(other.normal() == first);
}

TEST_CASE("randn leaves the generator where torch's stands", "[core][random][torch]") {
  Generator generator = seeded();
  const Matrix values = randn(784, 10, generator);
  std::vector<float> tail(values.data() + values.size() - 16, values.data() + values.size());
  tail.push_back(generator.uniform(0, 1));
  CHECK(tail == reference().floats("randn.after"));
}

TEST_CASE("Normal numbers have mean 0 and variance 1", "[core][random]") {
  Generator generator(1);
  const Matrix values = randn(1000, 1000, generator);
  CHECK(std::abs(values.mean()) < 0.004F);  // four standard errors
  CHECK(std::abs(values.squaredNorm() / 1e6F - 1) < 0.006F);
}
