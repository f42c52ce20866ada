// MNIST's four files in a folder, or the tutorial's one. For programs that have a file system; the page is
// given bytes instead.
#pragma once

#include <filesystem>
#include <optional>

#include "inkling/data/dataset.hpp"
#include "inkling/data/pickled_mnist.hpp"

namespace inkling {

/// Reads train-images-idx3-ubyte and train-labels-idx1-ubyte. Each may be spelt with a dot
/// (train-images.idx3-ubyte) and may be gzipped (.gz); of several spellings the plain one is taken. Error
/// E_READ for a file that is missing or unreadable, E_GZ_TOOBIG and E_IDX_TOOBIG for one that is too big,
/// said before it is read, and whatever gunzip(), read_idx() and Dataset say.
Dataset read_mnist_train(const std::filesystem::path& folder, Index classes = kDigits);

/// Likewise the two whose names begin with t10k; none when the folder has neither.
std::optional<Dataset> read_mnist_test(const std::filesystem::path& folder, Index classes = kDigits);

/// Reads the path if it is a file, whatever its name, or mnist.pkl or mnist.pkl.gz in it if it is a folder
/// without any of the four files. None for other folders and for what does not exist: then the functions
/// above are the ones to ask. Error E_READ, E_GZ_TOOBIG and E_PKL_TOOBIG as above, and whatever
/// read_pickled_mnist() says.
std::optional<PickledMnist> read_pickled_mnist_file(const std::filesystem::path& path);

}  // namespace inkling
