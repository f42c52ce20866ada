// The grey levels of one image with room around them, for kernels that look at neighbours.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "inkling/core/types.hpp"

namespace inkling {

/// first … last - 1, of rows and columns.
struct PixelBox {
  Index first_row = 0;
  Index last_row = 0;
  Index first_column = 0;
  Index last_column = 0;

  bool operator==(const PixelBox&) const = default;
};

/// Within zeros: a row above, two below; a column on the left, two or more on the right, so that a row is a
/// whole number of vectors and every place that is looked at lies between four pixels.
class PaddedImage {
 public:
  PaddedImage(Index rows, Index columns);

  void assign(std::span<const std::uint8_t> pixels);

  [[nodiscard]] Index rows() const { return rows_; }  ///< without the zeros
  [[nodiscard]] Index columns() const { return columns_; }
  [[nodiscard]] Index stride() const { return stride_; }  ///< from a row to the next

  /// Row 0 is the zeros above.
  [[nodiscard]] std::uint8_t* row(Index row) { return pixels_.data() + row * stride_; }
  [[nodiscard]] const std::uint8_t* row(Index row) const { return pixels_.data() + row * stride_; }

  /// Outside of it all is 0; in the image's own rows and columns, empty for a blank one.
  [[nodiscard]] PixelBox ink() const;

 private:
  Index rows_;
  Index columns_;
  Index stride_;
  std::vector<std::uint8_t> pixels_;
};

}  // namespace inkling
