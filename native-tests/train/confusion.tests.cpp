#include "inkling/train/confusion.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "support/refusal.hpp"

using namespace inkling;
using Catch::Matchers::WithinAbs;
using testing::refusal_of;

namespace {

ConfusionMatrix counted(Index classes, const std::vector<Index>& labels,
                        const std::vector<Index>& predicted) {
  ConfusionMatrix confusion(classes);
  for (std::size_t i = 0; i < labels.size(); ++i) confusion.add(labels[i], predicted[i]);
  return confusion;
}

void check(const ClassScores& scores, double precision, double recall, double f1, std::int64_t support) {
  CHECK_THAT(scores.precision, WithinAbs(precision, 1e-12));
  CHECK_THAT(scores.recall, WithinAbs(recall, 1e-12));
  CHECK_THAT(scores.f1, WithinAbs(f1, 1e-12));
  CHECK(scores.support == support);
}

}  // namespace

TEST_CASE("A confusion matrix has the true classes in its rows and the predicted in its columns",
          "[train][confusion]") {
  const ConfusionMatrix confusion = counted(3, {0, 0, 0, 1, 2, 2}, {0, 2, 2, 1, 0, 2});
  CHECK(confusion.classes() == 3);
  CHECK(confusion.count(0, 0) == 1);
  CHECK(confusion.count(0, 2) == 2);
  CHECK(confusion.count(2, 0) == 1);
  CHECK(confusion.count(1, 2) == 0);
  CHECK(confusion.total() == 6);
  CHECK(confusion.correct() == 3);
  CHECK(confusion.accuracy() == 0.5);
  check(confusion.scores(0), 1.0 / 2, 1.0 / 3, 2.0 / 5, 3);
  check(confusion.scores(1), 1, 1, 1, 1);
  check(confusion.scores(2), 1.0 / 3, 1.0 / 2, 2.0 / 5, 2);
  check(confusion.macro_average(), (1.0 / 2 + 1 + 1.0 / 3) / 3, (1.0 / 3 + 1 + 1.0 / 2) / 3, 1.8 / 3, 6);
}

TEST_CASE("The scores of scikit-learn's documented example", "[train][confusion]") {
  // From the page of precision_recall_fscore_support, with cat 0, dog 1, pig 2.
  const ConfusionMatrix confusion = counted(3, {0, 1, 2, 0, 1, 2}, {0, 2, 1, 0, 0, 1});
  check(confusion.scores(0), 2.0 / 3, 1, 0.8, 2);
  check(confusion.scores(1), 0, 0, 0, 2);
  check(confusion.scores(2), 0, 0, 0, 2);
  const ClassScores macro = confusion.macro_average();
  CHECK_THAT(macro.precision, WithinAbs(0.2222, 5e-5));
  CHECK_THAT(macro.recall, WithinAbs(0.3333, 5e-5));
  CHECK_THAT(macro.f1, WithinAbs(0.2667, 5e-5));
  CHECK(macro.support == 6);
}

TEST_CASE("A quotient of nothing is 0: absent and unpredicted classes", "[train][confusion]") {
  // 0 is recognised, 1 is there but never predicted, 2 is predicted but not there, 3 is neither.
  const ConfusionMatrix confusion = counted(4, {0, 1, 1}, {0, 2, 2});
  check(confusion.scores(0), 1, 1, 1, 1);
  check(confusion.scores(1), 0, 0, 0, 2);
  check(confusion.scores(2), 0, 0, 0, 0);
  check(confusion.scores(3), 0, 0, 0, 0);
  check(confusion.macro_average(), 0.25, 0.25, 0.25, 3);
}

TEST_CASE("All wrong is 0 everywhere, and so is nothing at all", "[train][confusion]") {
  const ConfusionMatrix wrong = counted(2, {0, 1, 1}, {1, 0, 0});
  CHECK(wrong.accuracy() == 0);
  CHECK(wrong.correct() == 0);
  check(wrong.macro_average(), 0, 0, 0, 3);
  const ConfusionMatrix unused(2);
  CHECK(unused.total() == 0);
  CHECK(unused.accuracy() == 0);
  check(unused.scores(1), 0, 0, 0, 0);
  const ConfusionMatrix none;
  CHECK(none.accuracy() == 0);
  check(none.macro_average(), 0, 0, 0, 0);
}

TEST_CASE("Classes that the matrix does not have are refused and not counted", "[train][confusion]") {
  ConfusionMatrix confusion(3);
  for (const auto& [label, predicted] :
       std::vector<std::pair<Index, Index>>{{3, 0}, {0, 3}, {-1, 0}, {0, -1}}) {
    CHECK(refusal_of([&, at = std::pair(label, predicted)] {
            confusion.add(at.first, at.second);
            return 0;
          }).code == "E_API_RANGE");
    CHECK(refusal_of([&, at = std::pair(label, predicted)] {
            return confusion.count(at.first, at.second);
          }).code == "E_API_RANGE");
  }
  CHECK(confusion.total() == 0);
  CHECK(refusal_of([&] { return confusion.scores(3); }).code == "E_API_RANGE");
  CHECK(refusal_of([] { return ConfusionMatrix(257); }).code == "E_API_RANGE");
  CHECK(refusal_of([] { return ConfusionMatrix(-1); }).code == "E_API_RANGE");
  CHECK(ConfusionMatrix(256).classes() == 256);
}
