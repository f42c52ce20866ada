#include "inkling/data/data_loader.hpp"

#include <algorithm>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/data/pixels.hpp"

namespace inkling {
DataLoader::DataLoader(Dataset dataset, DataLoaderOptions options)
    : dataset_(std::move(dataset)), options_(options) {
  INKLING_REQUIRE(options.batch_size >= 1, "E_HP_BATCH", "DataLoader(batch_size)", "at least 1",
                  text(options.batch_size));
  INKLING_REQUIRE(!options.shuffle || options.generator != nullptr, "E_API_STATE", "DataLoader(shuffle)",
                  "a generator", "none");
  options_.batch_size = std::min(options.batch_size, std::max<Index>(dataset_.size(), 1));
}

Index DataLoader::batches() const {
  return (dataset_.size() + options_.batch_size - 1) / options_.batch_size;
}

void DataLoader::begin() {
  begun_ = true;
  batch_ = 0;
  if (options_.generator == nullptr) return;
  options_.generator->random64();
  if (!options_.shuffle) return;
  Generator sampler(options_.generator->random64());
  order_ = randperm(dataset_.size(), sampler);
}

bool DataLoader::next() {
  INKLING_REQUIRE(begun_, "E_API_STATE", "DataLoader::next()", "begin() before it", "none");
  const Index first = batch_ * options_.batch_size;
  const Index count = std::min(options_.batch_size, dataset_.size() - first);
  if (count <= 0) return false;
  inputs_.resize(count, dataset_.features());
  labels_.resize(static_cast<std::size_t>(count));
  for (Index i = 0; i < count; ++i) {
    const Index place = first + i;
    const Index source = order_.empty() ? place : static_cast<Index>(order_[static_cast<std::size_t>(place)]);
    pixels_to_input(dataset_.image(source), inputs_.row(i).data());
    labels_[static_cast<std::size_t>(i)] = dataset_.label(source);
  }
  ++batch_;
  return true;
}

}  // namespace inkling
