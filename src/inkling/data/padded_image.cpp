#include "inkling/data/padded_image.hpp"

#include <algorithm>

namespace inkling {
namespace {

constexpr Index kVector = 16;  // bytes of SIMD128 and SSE

}  // namespace

PaddedImage::PaddedImage(Index rows, Index columns)
    : rows_(rows),
      columns_(columns),
      stride_((columns + 3 + kVector - 1) / kVector * kVector),
      // A vector more, for the last pixel's neighbour on the right.
      pixels_(static_cast<std::size_t>((rows + 3) * stride_ + kVector)) {}

void PaddedImage::assign(std::span<const std::uint8_t> pixels) {
  std::fill(pixels_.begin(), pixels_.end(), std::uint8_t{0});
  for (Index i = 0; i < rows_; ++i) std::copy_n(pixels.data() + i * columns_, columns_, row(i + 1) + 1);
}

PixelBox PaddedImage::ink() const {
  const auto blank = [](const std::uint8_t* from, Index step, Index count) {
    std::uint8_t any = 0;
    for (Index i = 0; i < count; ++i) any = static_cast<std::uint8_t>(any | from[i * step]);
    return any == 0;
  };
  PixelBox box{0, rows_, 0, columns_};
  while (box.first_row < rows_ && blank(row(box.first_row + 1), 1, stride_)) ++box.first_row;
  if (box.first_row == rows_) return {};
  while (blank(row(box.last_row), 1, stride_)) --box.last_row;
  const std::uint8_t* const top = row(box.first_row + 1) + 1;
  const Index height = box.last_row - box.first_row;
  while (blank(top + box.first_column, stride_, height)) ++box.first_column;
  while (blank(top + box.last_column - 1, stride_, height)) --box.last_column;
  return box;
}

}  // namespace inkling
