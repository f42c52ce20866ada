#include "inkling/core/random.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/error.hpp"

using namespace inkling;

TEST_CASE("The generator is the standard's mt19937 for every seed", "[core][random]") {
  for (const std::uint32_t seed : {0U, 1U, 42U, 5489U, 4294967295U}) {
    Generator generator(seed);
    std::mt19937 standard(seed);
    for (int i = 0; i < 2000; ++i) REQUIRE(generator.random32() == standard());
  }
}

TEST_CASE("Only the low 32 bits of a seed count, as in torch", "[core][random]") {
  CHECK(Generator((std::uint64_t{7} << 32) | 5).random32() == Generator(5).random32());
}

TEST_CASE("Seeding again starts the sequence again", "[core][random]") {
  Generator generator(3);
  const std::uint32_t first = generator.random32();
  generator.random64();
  generator.manual_seed(3);
  CHECK(generator.random32() == first);
}

TEST_CASE("A 64-bit draw has the first 32 bits on top", "[core][random]") {
  Generator pair(11);
  const std::uint64_t high = pair.random32();
  const std::uint64_t low = pair.random32();
  CHECK(Generator(11).random64() == ((high << 32) | low));
}

TEST_CASE("Uniform floats stay within their bounds and fill them", "[core][random]") {
  Generator generator(1);
  float least = 1;
  float most = -1;
  double sum = 0;
  for (int i = 0; i < 100'000; ++i) {
    const float x = generator.uniform(-0.5F, 0.5F);
    least = std::min(least, x);
    most = std::max(most, x);
    sum += x;
  }
  CHECK(least >= -0.5F);
  CHECK(most < 0.5F);
  CHECK(least < -0.4999F);
  CHECK(most > 0.4999F);
  CHECK(std::abs(sum / 100'000) < 0.003);  // three standard errors
}

TEST_CASE("A permutation holds every number once and depends on the seed alone", "[core][random]") {
  Generator a(9);
  Generator b(9);
  Generator c(10);
  const std::vector<std::uint32_t> order = randperm(1000, a);
  CHECK(order == randperm(1000, b));
  CHECK(order != randperm(1000, c));
  std::vector<std::uint32_t> sorted = order;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::uint32_t> all(1000);
  std::iota(all.begin(), all.end(), 0U);
  CHECK(sorted == all);
  CHECK(sorted != order);
}

TEST_CASE("A permutation of n draws n - 1 numbers", "[core][random]") {
  Generator used(4);
  Generator counted(4);
  randperm(100, used);
  for (int i = 0; i < 99; ++i) counted.random32();
  CHECK(used.random32() == counted.random32());
  CHECK(randperm(0, used).empty());
  CHECK(randperm(1, used) == std::vector<std::uint32_t>{0});
  CHECK_THROWS_AS(randperm(-1, used), Error);
}
