#include "inkling/data/thickness.hpp"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

struct Greatest {
  std::uint8_t operator()(std::uint8_t a, std::uint8_t b) const { return a > b ? a : b; }
};
struct Least {
  std::uint8_t operator()(std::uint8_t a, std::uint8_t b) const { return a < b ? a : b; }
};

// Over whole rows with their zeros, which are set again at the end: that leaves no rest for vectors.
template <typename Choose>
void mix(PaddedImage& image, int share, PaddedImage& scratch, Choose choose) {
  const PixelBox ink = image.ink();
  const Index first_row = std::max<Index>(ink.first_row, 1);  // the one above the ink, or the image's first
  const Index last_row = std::min(ink.last_row + 1, image.rows()) + 1;
  const Index stride = image.stride();
  std::uint8_t* const pixels = image.row(first_row);
  std::uint8_t* const sides = scratch.row(first_row);
  const Index count = (last_row - first_row) * stride;
  for (Index i = 1 - stride; i < count + stride; ++i)
    sides[i] = choose(choose(pixels[i - 1], pixels[i]), pixels[i + 1]);
  const int rest = 256 - share;
  for (Index i = 0; i < count; ++i) {
    const std::uint8_t chosen = choose(choose(sides[i - stride], sides[i]), sides[i + stride]);
    pixels[i] =
        static_cast<std::uint8_t>(static_cast<std::uint16_t>(pixels[i] * rest + chosen * share + 128) >> 8);
  }
  for (Index row = first_row; row < last_row; ++row) {
    image.row(row)[0] = 0;
    std::fill(image.row(row) + image.columns() + 1, image.row(row + 1), std::uint8_t{0});
  }
}

}  // namespace

float draw_thickness(double strength, Generator& generator) {
  const float amount = generator.uniform(-1, 1) * static_cast<float>(strength);
  return amount * (amount > 0 ? kMostDilation : kMostErosion);
}

void change_thickness(PaddedImage& image, float share, PaddedImage& scratch) {
  const int parts = static_cast<int>(std::abs(share) * 256 + 0.5F);
  if (parts == 0) return;
  if (share > 0)
    mix(image, parts, scratch, Greatest());
  else
    mix(image, parts, scratch, Least());
}

}  // namespace inkling
