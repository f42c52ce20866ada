#include "inkling/data/data_loader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

// Dividing once for each of the 256 grey levels instead of once for each pixel gives the same floats.
const std::array<float, 256>& grey_levels() {
  static const std::array<float, 256> levels = [] {
    std::array<float, 256> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<float>(i) / 255.0F;
    return all;
  }();
  return levels;
}

}  // namespace

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
  batch_ = 0;
  if (options_.generator == nullptr) return;
  options_.generator->random64();
  if (!options_.shuffle) return;
  Generator sampler(options_.generator->random64());
  order_ = randperm(dataset_.size(), sampler);
}

bool DataLoader::next() {
  const Index first = batch_ * options_.batch_size;
  const Index count = std::min(options_.batch_size, dataset_.size() - first);
  if (count <= 0) return false;
  const std::array<float, 256>& levels = grey_levels();
  inputs_.resize(count, dataset_.features());
  labels_.resize(static_cast<std::size_t>(count));
  for (Index i = 0; i < count; ++i) {
    const Index place = first + i;
    const Index source = order_.empty() ? place : static_cast<Index>(order_[static_cast<std::size_t>(place)]);
    const std::span<const std::uint8_t> image = dataset_.image(source);
    std::transform(image.begin(), image.end(), inputs_.row(i).data(),
                   [&levels](std::uint8_t pixel) { return levels[pixel]; });
    labels_[static_cast<std::size_t>(i)] = dataset_.label(source);
  }
  ++batch_;
  return true;
}

}  // namespace inkling
