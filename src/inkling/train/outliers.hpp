// What is no digit, made of digits: for teaching the difference without any other data.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "inkling/core/random.hpp"
#include "inkling/data/dataset.hpp"
#include "inkling/ink/digit_image.hpp"

namespace inkling {

/// Halves of two images put together, the quarters of one exchanged, two over each other, one on its side or
/// mirrored: two images of `digits`, drawn from `generator`, become an image of the same frame, which must be
/// a square, with its weight in the middle as a drawing's is. Digits that are digits again on their side or
/// in a mirror (0 and 1, 8, ...) are not turned. Written to `pixels`, one for each of the frame. Error
/// E_API_SHAPE unless the images are square and of at least 4 pixels.
void distort_digits(const Dataset& digits, Generator& generator, std::span<std::uint8_t> pixels);

/// Images of written digits and of written signs that are none (ink/handwriting.hpp). They depend on no
/// network and no data: made once, they serve every calibration.
class WrittenSigns {
 public:
  static constexpr Index kDigitImages = 2500;
  static constexpr Index kSignImages = 8000;
  static constexpr Index kImagesPerStep = 16;  ///< a few milliseconds in a browser

  explicit WrittenSigns(const Frame& frame);

  [[nodiscard]] const Frame& frame() const { return frame_; }
  [[nodiscard]] Index steps_left() const;  ///< calls of write() until all are there
  [[nodiscard]] bool done() const { return digits() == kDigitImages && signs() == kSignImages; }

  /// Writes some more; false when all are there.
  bool write();

  /// One image after the other.
  [[nodiscard]] const std::vector<std::uint8_t>& digit_pixels() const { return digit_pixels_; }
  [[nodiscard]] const std::vector<std::uint8_t>& sign_pixels() const { return sign_pixels_; }

 private:
  [[nodiscard]] Index count(const std::vector<std::uint8_t>& pixels) const;
  [[nodiscard]] Index digits() const { return count(digit_pixels_); }
  [[nodiscard]] Index signs() const { return count(sign_pixels_); }

  Frame frame_;
  Generator generator_;
  std::vector<std::uint8_t> digit_pixels_;
  std::vector<std::uint8_t> sign_pixels_;
};

}  // namespace inkling
