// The images that --data names: a folder with MNIST's four files, or the tutorial's mnist.pkl.gz.
#pragma once

#include <filesystem>
#include <optional>

#include "inkling/train/run.hpp"

namespace inkling::cli {

struct Images {
  TrainingSplit split;
  std::optional<Dataset> test;
};

/// Without sizes all but the validation images are for training, and the last sixth validates; mnist.pkl.gz
/// brings a validation set of its own. Error E_READ, E_IDX_*, E_GZ_*, E_PKL_*; E_HP_TRAIN when there are not
/// as many images as asked for.
Images load_images(const std::filesystem::path& data, std::optional<Index> train_size,
                   std::optional<Index> validation_size);

/// The test images alone. Error E_READ when there are none.
Dataset load_test_images(const std::filesystem::path& data);

}  // namespace inkling::cli
