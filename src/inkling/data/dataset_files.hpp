// A data set from files as a person has them. Which is which their content tells; where it does not, whether
// for training or for testing, their names and sizes do.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "inkling/data/dataset.hpp"

namespace inkling {

struct NamedFile {
  std::string name;  ///< for messages, and to tell train from test
  std::vector<std::uint8_t> bytes;
};

struct DatasetFiles {
  Dataset train;
  std::optional<Dataset> validation;  ///< mnist.pkl.gz has one
  std::optional<Dataset> test;
};

inline constexpr std::size_t kMaxDatasetFiles = 4;

/// Of a file that has not been read yet.
struct FileStart {
  std::string name;
  std::uint64_t size = 0;
  std::vector<std::uint8_t> bytes;  ///< its first two, or as many as there are
};

/// What can be said of files before they are read: Error E_DROP unless there are 1 to kMaxDatasetFiles,
/// E_GZ_TOOBIG and E_IDX_TOOBIG for one that is too big.
void require_dataset_files(std::span<const FileStart> files);

/// Two IDX files, images and labels, to train with; four, and the other two are to test; or one mnist.pkl;
/// each gzipped or not. Two pairs are put together by their counts, or by their names where both have as
/// many. A pair tests whose names say t10k or test, or whose partner's say train; where the names say
/// nothing, the larger one trains. There are as many classes as the highest label of both asks for, two at
/// least.
///
/// Error E_DROP when the files are not such a set, E_IDX_ROLE when it stays open which is which or names and
/// counts contradict each other, E_IDX_COUNT when images and labels do not belong together, E_IDX_SHAPE when
/// train and test differ in their images' size, and whatever gunzip(), read_idx() and read_pickled_mnist()
/// say.
DatasetFiles read_dataset_files(std::vector<NamedFile> files);

}  // namespace inkling
