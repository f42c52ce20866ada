// Session's images: MNIST's four files, or a data set of one's own in their place.
#include <utility>

#include "bindings/session.hpp"
#include "inkling/core/error.hpp"
#include "inkling/data/checksum.hpp"
#include "inkling/data/idx_file.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/train/mnist_layout.hpp"
#include "inkling/train/written_digits.hpp"

namespace inkling {
namespace {

bool holds_images(DataRole role) {
  return role == DataRole::train_images || role == DataRole::test_images;
}

TrainingSplit split_of(const DatasetFiles& files, std::optional<Index> train_size = {},
                       std::optional<Index> validation_size = {}) {
  return files.validation ? split_training_set(files.train, *files.validation, train_size, validation_size)
                          : split_training_set(files.train, train_size, validation_size);
}

void require_trainable(const DatasetFiles& files) {
  const Dataset& train = files.train;
  INKLING_REQUIRE(train.features() <= kMaxWidth, "E_IDX_TOOBIG", "images",
                  text("at most ", kMaxWidth, " pixels each, the widest layer"),
                  text(train.rows(), " × ", train.columns()), "Scale them down.");
  split_of(files);
}

std::uint32_t checksum_of(const DatasetFiles& files) {
  std::uint32_t sum = checksum(files.train);
  for (const std::optional<Dataset>& set : {files.validation, files.test})
    if (set) sum = checksum(*set, sum);
  return sum;
}

}  // namespace

void Session::set_data(DataRole role, const std::string& name, std::span<const std::uint8_t> bytes) {
  IdxTensor file = read_idx_file(bytes, name, holds_images(role) ? IdxContent::images : IdxContent::labels);
  const bool training = role == DataRole::train_images || role == DataRole::train_labels;
  std::optional<IdxTensor>& images =
      files_[static_cast<std::size_t>(training ? DataRole::train_images : DataRole::test_images)];
  std::optional<IdxTensor>& labels =
      files_[static_cast<std::size_t>(training ? DataRole::train_labels : DataRole::test_labels)];
  std::optional<IdxTensor>& own = holds_images(role) ? images : labels;
  std::optional<IdxTensor>& other = holds_images(role) ? labels : images;
  if (!other) {
    own = std::move(file);
    return;
  }
  Dataset joined = holds_images(role) ? Dataset(std::move(file), *other, kDigits)
                                      : Dataset(*other, std::move(file), kDigits);
  (training ? train_set_ : test_set_) = std::move(joined);
  images.reset();
  labels.reset();
}

const Dataset* Session::train_set() const {
  if (own_) return &own_->train;
  return train_set_ ? &*train_set_ : nullptr;
}

const Dataset* Session::test_set() const {
  const std::optional<Dataset>& set = own_ ? own_->test : test_set_;
  return set ? &*set : nullptr;
}

TrainingSplit Session::split(std::optional<Index> train_size, std::optional<Index> validation_size) const {
  return own_ ? split_of(*own_, train_size, validation_size)
              : split_training_set(*train_set_, train_size, validation_size);
}

DataSummary Session::data_summary() const {
  const Dataset& train = data_set(true);
  const Dataset& test = data_set(false);
  const Dataset& any = train.size() > 0 ? train : test;
  return {train.size(), test.size(), any.rows(), any.columns(), any.classes()};
}

DatasetSummary Session::open_dataset(std::vector<NamedFile> files) {
  DatasetFiles opened = read_dataset_files(std::move(files));
  require_trainable(opened);
  std::vector<DatasetWarning> warnings = survey(opened.train);
  const Index trains = split_of(opened).train.size();
  const Index batch = config().batch_size;
  if (trains < batch)
    warnings.push_back({"W_BATCH", text("Only ", trains, " images to train on, fewer than a batch of ", batch,
                                        ": an epoch is one smaller batch.")});
  const bool ink = has_mnist_layout(opened.train);
  const Index validation = opened.validation ? opened.validation->size() : 0;
  const std::uint32_t sum = checksum_of(opened);
  std::vector<Index> counts = class_counts(opened.train);
  own_ = std::move(opened);
  reads_ink_ = ink;
  return {data_summary(), validation, std::move(counts), ink, sum, std::move(warnings)};
}

void Session::close_dataset() {
  own_.reset();
  reads_ink_ = true;
}

const Dataset& Session::data_set(bool train) const {
  static const Dataset none;
  const Dataset* const set = train ? train_set() : test_set();
  return set != nullptr ? *set : none;
}

RunConfig Session::defaults() const {
  RunConfig config;
  if (const Dataset* const train = train_set()) {
    config.layers.front() = train->features();
    config.layers.back() = train->classes();
  }
  return config;
}

std::string Session::adapted_hash(const std::string& hash) const {
  RunConfig config = parse_run_config(hash, defaults());
  if (train_set() != nullptr) {
    const RunConfig fitting = defaults();
    config.layers.front() = fitting.layers.front();
    config.layers.back() = fitting.layers.back();
    if (config.train_size && *config.train_size > split().train.size()) config.train_size.reset();
    if (!takes_written_digits(*train_set())) config.synthetic = 0;
    validate(config);
  }
  return to_hash(config);
}

}  // namespace inkling
