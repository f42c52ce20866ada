#include "inkling/ink/skeletons.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

namespace inkling {
namespace {

/// Takes a number off the front of the text.
double take_number(std::string_view& text) {
  int value = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1))
    value = value * 10 + (text.front() - '0');
  return value;
}

bool take(char c, std::string_view& text) {
  const bool there = !text.empty() && text.front() == c;
  if (there) text.remove_prefix(1);
  return there;
}

}  // namespace

std::vector<std::vector<Knot>> knots_of(const Skeleton& skeleton) {
  std::vector<std::vector<Knot>> strokes(1);
  double left = std::numeric_limits<double>::infinity();
  double right = 0;
  for (std::string_view text = skeleton.strokes; !text.empty();) {
    if (take('|', text)) strokes.emplace_back();
    take(' ', text);
    Knot knot;
    knot.at.x = take_number(text) / 100;
    take(',', text);
    knot.at.y = take_number(text) / 100 - 0.5;
    knot.corner = take('!', text);
    left = std::min(left, knot.at.x);
    right = std::max(right, knot.at.x);
    strokes.back().push_back(knot);
  }
  for (std::vector<Knot>& stroke : strokes)
    for (Knot& knot : stroke) knot.at.x -= (left + right) / 2;
  return strokes;
}

}  // namespace inkling
