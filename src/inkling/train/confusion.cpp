#include "inkling/train/confusion.hpp"

#include <numeric>

#include "inkling/core/error.hpp"
#include "inkling/data/dataset.hpp"

namespace inkling {
namespace {

double quotient(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

}  // namespace

ConfusionMatrix::ConfusionMatrix(Index classes) : classes_(classes) {
  INKLING_REQUIRE(classes >= 0 && classes <= kMaxClasses, "E_API_RANGE", "ConfusionMatrix(classes)",
                  text("0 to ", kMaxClasses), text(classes));
  counts_.assign(static_cast<std::size_t>(classes * classes), 0);
}

std::size_t ConfusionMatrix::place(Index label, Index predicted) const {
  INKLING_REQUIRE(label >= 0 && label < classes_ && predicted >= 0 && predicted < classes_, "E_API_RANGE",
                  "ConfusionMatrix", text("classes from 0 and below ", classes_),
                  text(label, " taken for ", predicted));
  return static_cast<std::size_t>(label * classes_ + predicted);
}

void ConfusionMatrix::add(Index label, Index predicted) {
  ++counts_[place(label, predicted)];
}

std::int64_t ConfusionMatrix::count(Index label, Index predicted) const {
  return counts_[place(label, predicted)];
}

std::int64_t ConfusionMatrix::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
}

std::int64_t ConfusionMatrix::correct() const {
  std::int64_t sum = 0;
  for (Index label = 0; label < classes_; ++label) sum += count(label, label);
  return sum;
}

double ConfusionMatrix::accuracy() const {
  return quotient(correct(), total());
}

ClassScores ConfusionMatrix::scores(Index label) const {
  const std::int64_t recognised = count(label, label);
  std::int64_t support = 0;
  std::int64_t predicted = 0;
  for (Index other = 0; other < classes_; ++other) {
    support += count(label, other);
    predicted += count(other, label);
  }
  return {.precision = quotient(recognised, predicted),
          .recall = quotient(recognised, support),
          .f1 = quotient(2 * recognised, predicted + support),
          .support = support};
}

ClassScores ConfusionMatrix::macro_average() const {
  ClassScores sum;
  for (Index label = 0; label < classes_; ++label) {
    const ClassScores one = scores(label);
    sum.precision += one.precision;
    sum.recall += one.recall;
    sum.f1 += one.f1;
    sum.support += one.support;
  }
  if (classes_ == 0) return sum;
  const auto classes = static_cast<double>(classes_);
  return {.precision = sum.precision / classes,
          .recall = sum.recall / classes,
          .f1 = sum.f1 / classes,
          .support = sum.support};
}

}  // namespace inkling
