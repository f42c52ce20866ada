#include "inkling/data/affine_change.hpp"

namespace inkling {
namespace {

struct Turn {
  float cosine, sine;
};

// (1 - t²) / (1 + t²) and 2t / (1 + t²) for the tangent t of half the angle.
Turn turn_of(float t) {
  return {(1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)};
}

float middle(Index side) {
  return static_cast<float>(side - 1) / 2;
}

}  // namespace

AffineChange draw_affine_change(const AugmentOptions& options, Index rows, Index columns,
                                Generator& generator) {
  const auto draw = [&](float most, double strength) {
    return generator.uniform(-1, 1) * most * static_cast<float>(strength);
  };
  AffineChange change;
  change.turn = draw(kMostTurn, options.rotation);
  change.scale = 1 + draw(kMostScale, options.scale);
  change.shear = draw(kMostShear, options.shear);
  change.shift_x = draw(kMostShift * static_cast<float>(columns), options.shift);
  change.shift_y = draw(kMostShift * static_cast<float>(rows), options.shift);
  return change;
}

// Shifted back, turned back, scaled back, and then sheared back.
AffineMap source_map(const AffineChange& change, Index rows, Index columns) {
  const auto [cosine, sine] = turn_of(change.turn);
  const float inverse = 1 / change.scale;
  AffineMap map;
  map.yx = -sine * inverse;
  map.yy = cosine * inverse;
  map.xx = cosine * inverse - change.shear * map.yx;
  map.xy = sine * inverse - change.shear * map.yy;
  const float dx = -middle(columns) - change.shift_x;
  const float dy = -middle(rows) - change.shift_y;
  map.x0 = map.xx * dx + map.xy * dy + middle(columns);
  map.y0 = map.yx * dx + map.yy * dy + middle(rows);
  return map;
}

AffineMap target_map(const AffineChange& change, Index rows, Index columns) {
  const auto [cosine, sine] = turn_of(change.turn);
  AffineMap map;
  map.xx = cosine * change.scale;
  map.yx = sine * change.scale;
  map.xy = map.xx * change.shear - sine * change.scale;
  map.yy = map.yx * change.shear + cosine * change.scale;
  map.x0 = middle(columns) + change.shift_x - map.xx * middle(columns) - map.xy * middle(rows);
  map.y0 = middle(rows) + change.shift_y - map.yx * middle(columns) - map.yy * middle(rows);
  return map;
}

}  // namespace inkling
