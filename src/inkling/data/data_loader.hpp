// torch.utils.data.DataLoader: mini-batches of floats from a Dataset.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "inkling/core/random.hpp"
#include "inkling/data/augmentation.hpp"
#include "inkling/data/dataset.hpp"

namespace inkling {

struct DataLoaderOptions {
  Index batch_size = 1;
  bool shuffle = false;
  bool drop_last = false;  ///< leave a smaller last batch out
  /// Strengths of the changes that each image is handed out with. They are drawn from the loader's generator,
  /// or the default one, for each batch image by image in next(), after its order: see draw_augmentation().
  AugmentOptions augment = {};
  /// torch's default generator, from which every pass of a loader draws, shuffling or not. A shuffling loader
  /// needs one of the two; without any a pass draws nothing and so leaves a run as it was. Must outlive it.
  Generator* default_generator = nullptr;
  /// The loader's own, torch's DataLoader(generator=): all is drawn from it, the order directly.
  Generator* generator = nullptr;
};

/// Where a loader is in its pass.
struct DataLoaderState {
  std::vector<std::uint32_t> order = {};  ///< of the pass, if it is drawn and shuffled
  Index batch = 0;                        ///< handed out so far
  bool begun = false;                     ///< whether there was a begin()
  bool pass_ended = false;                ///< whether next() has said so

  bool operator==(const DataLoaderState&) const = default;
};

/// Passes over a data set in batches; the last one is smaller when the count does not divide, or left out.
class DataLoader {
 public:
  /// Error E_HP_BATCH unless batch_size >= 1, E_HP_AUGMENT unless the strengths are 0 to 1, E_API_STATE when
  /// shuffle or augment has no generator.
  DataLoader(Dataset dataset, DataLoaderOptions options);

  /// What images are changed by from the next batch on. Error E_HP_AUGMENT, E_API_STATE without a generator.
  void set_augment(const AugmentOptions& augment);

  /// Begins a pass, like iter(loader) in Python: draws a 64-bit base seed (torch's workers would use it).
  void begin();

  /// The next batch of the pass, or false after the last. What inputs() and labels() give changes with it.
  /// When shuffling, the first call draws the order: from a generator that a second 64-bit number's low 32
  /// bits seed, or straight from the loader's own (torch/utils/data/sampler.py, RandomSampler). Error
  /// E_API_STATE before begin().
  bool next();

  /// (batch, features): pixels / the data set's pixel_divisor(), so 0..1; changed if augment says so.
  [[nodiscard]] const Matrix& inputs() const { return inputs_; }
  [[nodiscard]] std::span<const std::uint8_t> labels() const { return labels_; }

  [[nodiscard]] DataLoaderState state() const { return {order_, batch_, begun_, pass_ended_}; }
  /// Goes on where a loader of the same data set and options was; inputs() and labels() come with next().
  /// Error E_API_STATE when no such loader can be there: more batches than there are, an order that is no
  /// permutation.
  void load_state(DataLoaderState state);

  [[nodiscard]] const Dataset& dataset() const { return dataset_; }
  [[nodiscard]] Index batches() const;                  ///< in a pass; 0 if drop_last leaves none
  [[nodiscard]] Index batch() const { return batch_; }  ///< handed out so far in this pass

 private:
  [[nodiscard]] Generator* generator() const;
  void draw_order();
  void draw_changes(Index count);
  void end_pass();

  Dataset dataset_;
  DataLoaderOptions options_;
  std::vector<std::uint32_t> order_;  // empty: as stored
  bool begun_ = false;
  bool order_drawn_ = false;  // in this pass, if it is shuffled
  bool pass_ended_ = false;
  Index batch_ = 0;
  std::vector<Augmentation> changes_;  // of each image of the batch; none without augment
  std::vector<Augmenter> augmenters_;  // for each part that one thread may take
  Matrix inputs_;
  std::vector<std::uint8_t> labels_;
};

}  // namespace inkling
