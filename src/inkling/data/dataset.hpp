// Labelled images as they came: bytes, not floats (47 MB for MNIST, not 188).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "inkling/core/types.hpp"
#include "inkling/data/idx.hpp"
#include "inkling/data/pixels.hpp"

namespace inkling {

inline constexpr Index kDigits = 10;       ///< MNIST's classes
inline constexpr Index kMaxClasses = 256;  ///< a label is one byte

/// Labelled images that a Dataset can go on with: made when they are first asked for, perhaps.
class ImageSource {
 public:
  ImageSource() = default;
  ImageSource(const ImageSource&) = delete;
  ImageSource& operator=(const ImageSource&) = delete;
  virtual ~ImageSource() = default;

  [[nodiscard]] virtual Index size() const = 0;
  [[nodiscard]] virtual Index features() const = 0;  ///< pixels of each
  /// As Dataset::image(), and there as long as the source is. It may be made now, and so is first asked for
  /// by one thread alone; after that by any.
  [[nodiscard]] virtual std::span<const std::uint8_t> image(Index i) const = 0;
  [[nodiscard]] virtual std::uint8_t label(Index i) const = 0;
};

/// A run of images with their labels, like torch's TensorDataset(x, y). Copies and slices share the bytes.
class Dataset {
 public:
  Dataset() = default;

  /// Joins the two files. Error E_IDX_COUNT when their counts differ, E_IDX_LABEL for a label >= classes,
  /// E_API_RANGE unless pixel_divisor is positive and finite.
  Dataset(IdxTensor images, IdxTensor labels, Index classes, float pixel_divisor = kPixelDivisor);

  [[nodiscard]] Index size() const { return count_ + count_more_; }
  [[nodiscard]] Index rows() const;
  [[nodiscard]] Index columns() const;
  [[nodiscard]] Index features() const { return rows() * columns(); }
  [[nodiscard]] Index classes() const;

  /// What a pixel is divided by to become a network's input; 255 unless the files were made otherwise.
  [[nodiscard]] float pixel_divisor() const;

  /// Pixels of image i, row by row, 0..255.
  [[nodiscard]] std::span<const std::uint8_t> image(Index i) const;
  [[nodiscard]] std::uint8_t label(Index i) const;

  /// Images first .. first + count - 1, sharing the bytes. Error E_API_RANGE when there are not so many.
  [[nodiscard]] Dataset slice(Index first, Index count) const;

  /// These images and then those of `more`, like torch's ConcatDataset. Error E_API_STATE when there are more
  /// after these already, E_IDX_SHAPE when those have another number of pixels.
  [[nodiscard]] Dataset followed_by(std::shared_ptr<const ImageSource> more) const;
  /// Whether some of the images are of an ImageSource.
  [[nodiscard]] bool makes_images() const { return count_more_ > 0; }

 private:
  struct Storage;
  std::shared_ptr<const Storage> storage_;
  Index first_ = 0;  // in the files
  Index count_ = 0;  // of the files' images
  std::shared_ptr<const ImageSource> more_;
  Index first_more_ = 0;
  Index count_more_ = 0;
};

}  // namespace inkling
