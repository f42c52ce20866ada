// Digits that nobody wrote, to train on beside those of the data: see ink/handwriting.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "inkling/data/dataset.hpp"
#include "inkling/ink/digit_image.hpp"

namespace inkling {

/// Ten digits in turn. Each is written when it is first asked for, since one takes as long as training does
/// for a dozen images; so the first epoch takes some seconds longer, and no other. Each comes from a
/// generator of its own, so that it is the same whenever it is written.
class WrittenDigits final : public ImageSource {
 public:
  WrittenDigits(Index count, std::uint64_t seed, const Frame& frame = {});

  [[nodiscard]] Index size() const override { return static_cast<Index>(written_.size()); }
  [[nodiscard]] Index features() const override { return frame_.rows * frame_.columns; }
  [[nodiscard]] std::span<const std::uint8_t> image(Index i) const override;
  [[nodiscard]] std::uint8_t label(Index i) const override;

 private:
  std::uint64_t seed_;
  Frame frame_;
  mutable std::vector<std::uint8_t> pixels_;
  mutable std::vector<bool> written_;
};

/// Of all images at most this share: as many as the real ones, so that they need no more memory than those.
inline constexpr double kMaxSynthetic = 0.5;

/// How many written digits make up this share of all, beside so many real ones: share / (1 - share) times as
/// many, rounded. Error E_HP_SYNTHETIC unless 0 <= share <= kMaxSynthetic.
Index written_count(Index real, double share);

/// Whether the data can be ten digits: ten classes of ink, prepared as MNIST's was. Fashion-MNIST's ten are
/// none.
bool takes_written_digits(const Dataset& real);

/// The data set with so many written digits behind it; as it is for a share of 0. Error E_HP_SYNTHETIC unless
/// it takes_written_digits(), and as written_count().
Dataset with_written_digits(const Dataset& real, double share, std::uint64_t seed);

}  // namespace inkling
