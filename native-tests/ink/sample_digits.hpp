// Ten digits written by hand for the tests, on a canvas of 200, and ways to change a drawing.
#pragma once

#include <cstddef>
#include <vector>

#include "inkling/ink/normalize.hpp"
#include "inkling/ink/stroke.hpp"

namespace inkling::testing {

inline constexpr double kSampleCanvas = 200;

inline std::vector<Drawing> sample_digits() {
  return {
      {{{98, 40},
        {78, 52},
        {66, 82},
        {67, 118},
        {80, 150},
        {102, 161},
        {124, 149},
        {136, 117},
        {133, 80},
        {120, 51},
        {100, 41}}},
      {{{80, 62}, {104, 36}, {103, 98}, {105, 163}}},
      {{{68, 66}, {82, 43}, {108, 39}, {127, 57}, {124, 84}, {98, 116}, {67, 155}, {99, 152}, {141, 156}}},
      {{{70, 48}, {99, 37}, {124, 52}, {120, 80}, {93, 95}, {122, 105}, {132, 133}, {110, 157}, {69, 151}}},
      {{{92, 37}, {74, 76}, {62, 108}, {101, 107}, {146, 105}}, {{118, 62}, {117, 110}, {119, 166}}},
      {{{84, 43}, {80, 68}, {77, 92}, {104, 86}, {129, 101}, {131, 132}, {110, 156}, {70, 150}},
       {{85, 42}, {108, 43}, {135, 40}}},
      {{{118, 34}, {92, 62}, {75, 99}, {72, 135}, {90, 159}, {117, 153}, {125, 129}, {109, 111}, {76, 124}}},
      {{{64, 46}, {98, 47}, {137, 43}, {115, 91}, {93, 162}}, {{80, 101}, {104, 98}, {131, 101}}},
      {{{124, 56},
        {101, 40},
        {78, 54},
        {84, 80},
        {118, 108},
        {130, 138},
        {104, 162},
        {74, 142},
        {86, 112},
        {120, 82},
        {125, 57}}},
      {{{126, 57}, {100, 39}, {74, 55}, {73, 84}, {96, 96}, {120, 83}, {127, 56}, {125, 108}, {118, 165}}},
  };
}

/// Every point times `scale`, then moved.
inline Drawing moved(Drawing drawing, double scale, double x, double y) {
  for (Stroke& stroke : drawing) {
    for (Point& p : stroke) {
      p = {static_cast<float>(p.x * scale + x), static_cast<float>(p.y * scale + y)};
    }
  }
  return drawing;
}

/// The same lines with each piece told in `steps` pieces.
inline Drawing resampled(const Drawing& drawing, int steps) {
  Drawing dense;
  for (const Stroke& stroke : drawing) {
    Stroke& out = dense.emplace_back();
    out.push_back(stroke.front());
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      for (int k = 1; k <= steps; ++k) {
        const float t = static_cast<float>(k) / static_cast<float>(steps);
        const Point& a = stroke[i - 1];
        const Point& b = stroke[i];
        out.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
      }
    }
  }
  return dense;
}

}  // namespace inkling::testing
