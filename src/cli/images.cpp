#include "cli/images.hpp"

#include "inkling/core/error.hpp"
#include "inkling/data/mnist_files.hpp"

namespace inkling::cli {

Images load_images(const std::filesystem::path& data, std::optional<Index> train_size,
                   std::optional<Index> validation_size) {
  if (const std::optional<PickledMnist> sets = read_pickled_mnist_file(data))
    return {split_training_set(sets->train, sets->validation, train_size, validation_size), sets->test};
  return {split_training_set(read_mnist_train(data), train_size, validation_size), read_mnist_test(data)};
}

Dataset load_test_images(const std::filesystem::path& data) {
  if (const std::optional<PickledMnist> sets = read_pickled_mnist_file(data)) return sets->test;
  const std::optional<Dataset> images = read_mnist_test(data);
  INKLING_REQUIRE(images.has_value(), "E_READ", data.string(),
                  "t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte", "no test images");
  return *images;
}

}  // namespace inkling::cli
