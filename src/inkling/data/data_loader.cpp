#include "inkling/data/data_loader.hpp"

#include <algorithm>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/core/parallel.hpp"
#include "inkling/data/pixels.hpp"

namespace inkling {
namespace {

/// Reads a byte of each cache line, so that an image is on its way while the one before it is converted: in a
/// shuffled order each lies somewhere else in 47 MB.
void fetch(std::span<const std::uint8_t> image) {
  constexpr std::size_t kCacheLine = 64;
  for (std::size_t i = 0; i < image.size(); i += kCacheLine) {
    [[maybe_unused]] const volatile std::uint8_t byte = image[i];
  }
}

}  // namespace

DataLoader::DataLoader(Dataset dataset, DataLoaderOptions options)
    : dataset_(std::move(dataset)), options_(options) {
  INKLING_REQUIRE(options.batch_size >= 1, "E_HP_BATCH", "DataLoader(batch_size)", "at least 1",
                  text(options.batch_size));
  require_strengths(options.augment);
  INKLING_REQUIRE((!options.shuffle && !is_any(options.augment)) || generator() != nullptr, "E_API_STATE",
                  "DataLoader(shuffle, augment)", "a generator", "none");
}

void DataLoader::set_augment(const AugmentOptions& augment) {
  require_strengths(augment);
  INKLING_REQUIRE(!is_any(augment) || generator() != nullptr, "E_API_STATE", "DataLoader::set_augment()",
                  "a generator", "none");
  options_.augment = augment;
}

Generator* DataLoader::generator() const {
  return options_.generator != nullptr ? options_.generator : options_.default_generator;
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
  if (generator() != nullptr) generator()->random64();
}

void DataLoader::load_state(DataLoaderState state) {
  const auto require = [](bool condition, const char* expected, const std::string& found) {
    INKLING_REQUIRE(condition, "E_API_STATE", "DataLoader::load_state()", expected, found);
  };
  require(state.batch >= 0 && state.batch <= batches(), "a batch of this data set",
          text(state.batch, " of ", batches()));
  require(state.begun || (state.batch == 0 && state.order.empty() && !state.pass_ended),
          "nothing of a pass that has not begun", "a part of it");
  require(!state.pass_ended || state.batch == batches(), "an end after the last batch",
          text("one after ", state.batch, " of ", batches()));
  const bool ordered = options_.shuffle && state.batch > 0;
  require(!ordered || !state.order.empty(), "the order of the pass", "none");
  require(options_.shuffle || state.order.empty(), "no order, without shuffling", "one");
  if (!state.order.empty()) {
    const auto count = static_cast<std::size_t>(dataset_.size());
    require(state.order.size() == count, "a place for each image",
            text(state.order.size(), " for ", dataset_.size()));
    std::vector<bool> seen(count);
    for (const std::uint32_t image : state.order) {
      require(image < count && !seen[image], "each image once", text("image ", image, " besides"));
      seen[image] = true;
    }
  }
  order_ = std::move(state.order);
  order_drawn_ = !order_.empty();
  batch_ = state.batch;
  begun_ = state.begun;
  pass_ended_ = state.pass_ended;
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

// By one thread, before many apply them: what is drawn must not depend on how many there are.
void DataLoader::draw_changes(Index count) {
  changes_.clear();
  if (!is_any(options_.augment)) return;
  const Index rows = dataset_.rows();
  const Index columns = dataset_.columns();
  const auto parts = static_cast<std::size_t>((count + kRowsOfAThread - 1) / kRowsOfAThread);
  while (augmenters_.size() < parts) augmenters_.emplace_back(rows, columns);
  for (Index i = 0; i < count; ++i)
    changes_.push_back(draw_augmentation(options_.augment, rows, columns, *generator()));
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
  draw_changes(count);
  const auto source = [&](Index i) {
    return order_.empty() ? first + i : static_cast<Index>(order_[static_cast<std::size_t>(first + i)]);
  };
  // What is made when it is first asked for is made here, where it may fail.
  if (dataset_.makes_images())
    for (Index i = 0; i < count; ++i) dataset_.image(source(i));
  parallel_for(count, kRowsOfAThread, [&](Index from, Index to) {
    for (Index i = from; i < to; ++i) {
      if (i + 1 < to) fetch(dataset_.image(source(i + 1)));
      const std::span<const std::uint8_t> image = dataset_.image(source(i));
      float* const input = inputs_.row(i).data();
      if (changes_.empty()) {
        pixels_to_input(image, input, dataset_.pixel_divisor());
      } else {
        augmenters_[static_cast<std::size_t>(from / kRowsOfAThread)].apply(
            image, dataset_.pixel_divisor(), changes_[static_cast<std::size_t>(i)], input);
      }
      labels_[static_cast<std::size_t>(i)] = dataset_.label(source(i));
    }
  });
  ++batch_;
  return true;
}

}  // namespace inkling
