// MNIST's four files in a folder. For programs that have a file system; the page is given bytes instead.
#pragma once

#include <filesystem>

#include "inkling/data/dataset.hpp"

namespace inkling {

struct MnistFiles {
  Dataset train;
  Dataset test;  ///< empty when the folder has no test files
};

/// Reads train-images-idx3-ubyte, train-labels-idx1-ubyte and the two that begin with t10k. Each may be spelt
/// with a dot (train-images.idx3-ubyte) and may be gzipped (.gz); of several spellings the plain one is
/// taken. Error E_READ for a file that is missing or unreadable, E_GZ_TOOBIG and E_IDX_TOOBIG for one that is
/// too big, said before it is read, and whatever gunzip(), read_idx() and Dataset say.
MnistFiles read_mnist_folder(const std::filesystem::path& folder, Index classes);

}  // namespace inkling
