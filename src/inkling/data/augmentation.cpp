#include "inkling/data/augmentation.hpp"

#include <algorithm>

#include "inkling/data/pixels.hpp"

namespace inkling {
namespace {

/// Where an output pixel comes from: matrix · output + offset.
struct Source {
  float xx, xy, yx, yy;
  float x, y;
};

/// The inverse of `change`. (1 - t²) / (1 + t²) and 2t / (1 + t²) are cosine and sine for the t of half the
/// angle.
Source source_of(const AffineChange& change, float middle_x, float middle_y) {
  const float t = change.turn;
  const float cosine = (1 - t * t) / (1 + t * t);
  const float sine = 2 * t / (1 + t * t);
  const float inverse = 1 / change.scale;
  // Turned back, scaled back, and then sheared back.
  const float yx = -sine * inverse;
  const float yy = cosine * inverse;
  const float xx = cosine * inverse - change.shear * yx;
  const float xy = sine * inverse - change.shear * yy;
  const float dx = -middle_x - change.shift_x;
  const float dy = -middle_y - change.shift_y;
  return {xx, xy, yx, yy, xx * dx + xy * dy + middle_x, yx * dx + yy * dy + middle_y};
}

}  // namespace

AffineChange draw_affine_change(double strength, Index rows, Index columns, Generator& generator) {
  const auto draw = [&](float most) {
    return generator.uniform(-1, 1) * most * static_cast<float>(strength);
  };
  AffineChange change;
  change.turn = draw(kMostTurn);
  change.scale = 1 + draw(kMostScale);
  change.shear = draw(kMostShear);
  change.shift_x = draw(kMostShift * static_cast<float>(columns));
  change.shift_y = draw(kMostShift * static_cast<float>(rows));
  return change;
}

void transform_image(std::span<const std::uint8_t> pixels, Index rows, Index columns, float divisor,
                     const AffineChange& change, std::span<float> scratch, float* input) {
  // Within zeros, one above and on the left and two below and on the right, so that every place that is
  // looked at lies between four pixels.
  const Index width = columns + 3;
  std::fill(scratch.begin(), scratch.end(), 0.0F);
  for (Index row = 0; row < rows; ++row)
    pixels_to_input(
        pixels.subspan(static_cast<std::size_t>(row * columns), static_cast<std::size_t>(columns)),
        scratch.data() + (row + 1) * width + 1, divisor);

  const Source source =
      source_of(change, static_cast<float>(columns - 1) / 2, static_cast<float>(rows - 1) / 2);
  const auto most_x = static_cast<float>(columns + 1);
  const auto most_y = static_cast<float>(rows + 1);
  for (Index row = 0; row < rows; ++row) {
    const auto v = static_cast<float>(row);
    const float row_x = source.xy * v + source.x + 1;  // 1: the zeros on the left
    const float row_y = source.yy * v + source.y + 1;
    float* const out = input + row * columns;
    for (Index column = 0; column < columns; ++column) {
      const auto u = static_cast<float>(column);
      // Further out all is 0, as there.
      const float x = std::clamp(source.xx * u + row_x, 0.0F, most_x);
      const float y = std::clamp(source.yx * u + row_y, 0.0F, most_y);
      const auto left = static_cast<std::int32_t>(x);
      const auto top = static_cast<std::int32_t>(y);
      const float right_part = x - static_cast<float>(left);
      const float lower_part = y - static_cast<float>(top);
      const float* const at = scratch.data() + top * width + left;
      const float upper = at[0] + (at[1] - at[0]) * right_part;
      const float lower = at[width] + (at[width + 1] - at[width]) * right_part;
      out[column] = upper + (lower - upper) * lower_part;
    }
  }
}

}  // namespace inkling
