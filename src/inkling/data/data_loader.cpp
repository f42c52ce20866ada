#include "inkling/data/data_loader.hpp"

#include <algorithm>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling {
DataLoader::DataLoader(Dataset dataset, DataLoaderOptions options)
    : dataset_(std::move(dataset)), options_(options), levels_(grey_levels(dataset_.pixel_divisor())) {
  INKLING_REQUIRE(options.batch_size >= 1, "E_HP_BATCH", "DataLoader(batch_size)", "at least 1",
                  text(options.batch_size));
  INKLING_REQUIRE(!options.shuffle || options.generator != nullptr || options.default_generator != nullptr,
                  "E_API_STATE", "DataLoader(shuffle)", "a generator", "none");
}

Index DataLoader::batches() const {
  const Index whole = dataset_.size() / options_.batch_size;
  const bool rest = dataset_.size() % options_.batch_size != 0 && !options_.drop_last;
  return whole + (rest ? 1 : 0);
}

void DataLoader::begin() {
  if (begun_ && batch_ == batches()) end_pass();
  begun_ = true;
  batch_ = 0;
  order_.clear();
  order_drawn_ = false;
  pass_ended_ = false;
  Generator* const generator =
      options_.generator != nullptr ? options_.generator : options_.default_generator;
  if (generator != nullptr) generator->random64();
}

void DataLoader::draw_order() {
  order_drawn_ = true;
  if (options_.generator != nullptr) {
    order_ = randperm(dataset_.size(), *options_.generator);
    return;
  }
  Generator sampler(options_.default_generator->random64());
  order_ = randperm(dataset_.size(), sampler);
}

// torch's RandomSampler ends its pass with one more permutation, of which it takes nothing.
void DataLoader::end_pass() {
  if (order_drawn_ && !pass_ended_ && options_.generator != nullptr)
    randperm(dataset_.size(), *options_.generator);
  pass_ended_ = true;
}

bool DataLoader::next() {
  INKLING_REQUIRE(begun_, "E_API_STATE", "DataLoader::next()", "begin() before it", "none");
  if (options_.shuffle && !order_drawn_) draw_order();
  if (batch_ >= batches()) {
    end_pass();
    return false;
  }
  const Index first = batch_ * options_.batch_size;
  const Index count = std::min(options_.batch_size, dataset_.size() - first);
  inputs_.resize(count, dataset_.features());
  labels_.resize(static_cast<std::size_t>(count));
  for (Index i = 0; i < count; ++i) {
    const Index place = first + i;
    const Index source = order_.empty() ? place : static_cast<Index>(order_[static_cast<std::size_t>(place)]);
    pixels_to_input(dataset_.image(source), inputs_.row(i).data(), levels_);
    labels_[static_cast<std::size_t>(i)] = dataset_.label(source);
  }
  ++batch_;
  return true;
}

}  // namespace inkling
