#include "inkling/data/dataset_survey.hpp"

#include <algorithm>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

bool is_constant(const Dataset& dataset) {
  const std::uint8_t first = dataset.image(0)[0];
  for (Index i = 0; i < dataset.size(); ++i) {
    const std::span<const std::uint8_t> image = dataset.image(i);
    if (std::any_of(image.begin(), image.end(), [first](auto pixel) { return pixel != first; })) return false;
  }
  return true;
}

}  // namespace

std::vector<Index> class_counts(const Dataset& dataset) {
  std::vector<Index> counts(static_cast<std::size_t>(dataset.classes()));
  for (Index i = 0; i < dataset.size(); ++i) ++counts[dataset.label(i)];
  return counts;
}

std::vector<DatasetWarning> survey(const Dataset& train) {
  std::vector<DatasetWarning> warnings;
  if (train.size() == 0) return warnings;
  const std::vector<Index> counts = class_counts(train);
  const auto empty = std::count(counts.begin(), counts.end(), 0);
  const int first = train.label(0);
  if (static_cast<std::size_t>(empty) + 1 == counts.size()) {
    warnings.push_back({"W_ONE_CLASS", text("All ", train.size(), " training images are of class ", first,
                                            ": there is nothing to tell apart.")});
  } else if (empty > 0) {
    const auto missing = std::find(counts.begin(), counts.end(), 0) - counts.begin();
    warnings.push_back({"W_EMPTY_CLASS", text("Of ", counts.size(), " classes ", empty,
                                              " have no training image, such as class ", missing,
                                              ": the highest label makes the number of classes.")});
  }
  if (is_constant(train))
    warnings.push_back({"W_CONSTANT", text("All pixels of all training images are ", int{train.image(0)[0]},
                                           ": there is nothing to learn from.")});
  return warnings;
}

}  // namespace inkling
