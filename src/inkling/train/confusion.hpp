// Which class was taken for which: sklearn.metrics.confusion_matrix and what is computed from it.
#pragma once

#include <cstdint>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

/// Of one class, or averaged over classes; each 0..1. With tp the images of the class that were recognised:
struct ClassScores {
  double precision = 0;      ///< tp / all that were taken for the class
  double recall = 0;         ///< tp / all that are of the class
  double f1 = 0;             ///< harmonic mean of the two: 2 tp / (both denominators together)
  std::int64_t support = 0;  ///< images of the class
};

/// Counts of images by true class (rows) and predicted class (columns). The scores are those of
/// scikit-learn's precision_recall_fscore_support(labels=range(classes), zero_division=0), see
/// scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_recall_fscore_support.html: a quotient
/// whose denominator is 0 is 0.
class ConfusionMatrix {
 public:
  ConfusionMatrix() = default;  ///< of no classes

  /// All counts 0. Error E_API_RANGE unless there are 0 to 256 classes: a label is one byte.
  explicit ConfusionMatrix(Index classes);

  /// Counts one image. Error E_API_RANGE when either class is not below classes().
  void add(Index label, Index predicted);

  [[nodiscard]] Index classes() const { return classes_; }

  /// Images of class `label` that were taken for `predicted`. Error E_API_RANGE as for add().
  [[nodiscard]] std::int64_t count(Index label, Index predicted) const;

  [[nodiscard]] std::int64_t total() const;    ///< images counted
  [[nodiscard]] std::int64_t correct() const;  ///< of them, those on the diagonal
  [[nodiscard]] double accuracy() const;       ///< correct / total, 0 of no images

  /// Error E_API_RANGE unless 0 <= label < classes().
  [[nodiscard]] ClassScores scores(Index label) const;

  /// sklearn's average='macro': each score's plain mean over all classes, so that a rare class weighs as much
  /// as a common one and one that is neither there nor predicted counts as 0. Its support is total().
  [[nodiscard]] ClassScores macro_average() const;

 private:
  [[nodiscard]] std::size_t place(Index label, Index predicted) const;

  Index classes_ = 0;
  std::vector<std::int64_t> counts_;  // (classes, classes), row by row
};

}  // namespace inkling
