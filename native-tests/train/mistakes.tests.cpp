#include "inkling/train/mistakes.hpp"

#include <limits>

#include <catch2/catch_test_macros.hpp>

using namespace inkling;

namespace {

const float kNan = std::numeric_limits<float>::quiet_NaN();
const float kInfinity = std::numeric_limits<float>::infinity();

std::vector<Mistake> of_losses(const std::vector<float>& losses) {
  std::vector<Mistake> mistakes;
  for (std::size_t i = 0; i < losses.size(); ++i)
    mistakes.push_back({.index = static_cast<Index>(10 * i), .label = 1, .predicted = 2, .loss = losses[i]});
  return mistakes;
}

std::vector<Index> indices(const std::vector<Mistake>& mistakes) {
  std::vector<Index> out;
  for (const Mistake& mistake : mistakes) out.push_back(mistake.index);
  return out;
}

}  // namespace

TEST_CASE("The worst mistakes come first, as many as asked for", "[train][mistakes]") {
  const std::vector<Mistake> mistakes = of_losses({1, 4, 2, 5, 3});
  CHECK(indices(most_mistaken(mistakes, 3)) == std::vector<Index>{30, 10, 40});
  CHECK(indices(most_mistaken(mistakes, 5)) == std::vector<Index>{30, 10, 40, 20, 0});
  CHECK(most_mistaken(mistakes, 0).empty());
}

TEST_CASE("More mistakes than there are is all of them", "[train][mistakes]") {
  CHECK(indices(most_mistaken(of_losses({1, 2}), 1000)) == std::vector<Index>{10, 0});
  CHECK(most_mistaken({}, 3).empty());
  CHECK(most_mistaken(of_losses({1, 2}), std::numeric_limits<std::size_t>::max()).size() == 2);
}

TEST_CASE("Equal losses stand in the order of their images", "[train][mistakes]") {
  const std::vector<Mistake> mistakes = of_losses({2, 3, 2, 3, 2, 3, 2, 3});
  CHECK(indices(most_mistaken(mistakes, 6)) == std::vector<Index>{10, 30, 50, 70, 0, 20});
  const std::vector<Mistake> reversed(mistakes.rbegin(), mistakes.rend());
  CHECK(indices(most_mistaken(reversed, 6)) == std::vector<Index>{10, 30, 50, 70, 0, 20});
}

TEST_CASE("Losses that are NaN come before infinite ones, and those before numbers", "[train][mistakes]") {
  const std::vector<Mistake> mistakes = of_losses({1, kNan, 7, kInfinity, kNan, 3});
  CHECK(indices(most_mistaken(mistakes, 6)) == std::vector<Index>{10, 40, 30, 20, 50, 0});
}

TEST_CASE("A mistake keeps all that was known of it", "[train][mistakes]") {
  const Mistake known{
      .index = 7, .label = 3, .predicted = 5, .probability = 0.75F, .label_probability = 0.125F, .loss = 2};
  const std::vector<Mistake> worst = most_mistaken(std::vector<Mistake>{known}, 1);
  REQUIRE(worst.size() == 1);
  CHECK(worst[0].index == 7);
  CHECK(worst[0].label == 3);
  CHECK(worst[0].predicted == 5);
  CHECK(worst[0].probability == 0.75F);
  CHECK(worst[0].label_probability == 0.125F);
  CHECK(worst[0].loss == 2);
}
