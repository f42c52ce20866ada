// What a person should know of a data set before training on it.
#pragma once

#include <string>
#include <vector>

#include "inkling/data/dataset.hpp"

namespace inkling {

/// Something that is no error but makes training pointless or odd.
struct DatasetWarning {
  std::string code;     ///< stable, for programs
  std::string message;  ///< for people
};

/// Images of each class.
std::vector<Index> class_counts(const Dataset& dataset);

/// W_ONE_CLASS: all images are of one class. W_EMPTY_CLASS: there are none of a class below the highest, as
/// after a stray label. W_CONSTANT: all pixels are the same, so that there is nothing to learn from.
std::vector<DatasetWarning> survey(const Dataset& train);

}  // namespace inkling
