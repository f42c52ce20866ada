#include "cli/images.hpp"

#include "inkling/core/error.hpp"
#include "inkling/data/mnist_files.hpp"

namespace inkling::cli {
namespace {

void require_size(Index wanted, Index most, const char* name) {
  INKLING_REQUIRE(wanted >= 1 && wanted <= most, "E_HP_TRAIN", name, text("1 to ", most, " images"),
                  text(wanted));
}

TrainingSplit cut(const PickledMnist& sets, std::optional<Index> train_size,
                  std::optional<Index> validation_size) {
  const Index train = train_size.value_or(sets.train.size());
  const Index validation = validation_size.value_or(sets.validation.size());
  require_size(train, sets.train.size(), "train");
  require_size(validation, sets.validation.size(), "validation images");
  return {sets.train.slice(0, train), sets.validation.slice(sets.validation.size() - validation, validation)};
}

}  // namespace

Images load_images(const std::filesystem::path& data, std::optional<Index> train_size,
                   std::optional<Index> validation_size) {
  if (const std::optional<PickledMnist> sets = read_pickled_mnist_file(data))
    return {cut(*sets, train_size, validation_size), sets->test};
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
