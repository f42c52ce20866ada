// Whether two neighbouring heaps of ink are two digits or parts of one, as far as their places tell.
#pragma once

#include "inkling/ink/outline.hpp"

namespace inkling {

/// The logarithm of the odds that `left` and `right` are digits of their own: above 0 two are likelier, below
/// 0 one; within ±6 it is worth asking the network. Three things speak for two digits, measured in heights of
/// both together: the distance of their boxes, negative where these overlap; the shortest distance along a
/// row, which stays positive between slanted digits whose boxes overlap, and weighs most where it is
/// negative, since strokes that cross are seldom of two digits; and how much of the height they share, since
/// parts of one digit (the two strokes of an open 4, the roof of a 5) seldom stand side by side. Something
/// much smaller than its neighbour is a dot or a pen's slip, and never a digit of its own.
///
/// Of what is lower than `smallest` that is the unit instead, so that two dots are dots. The weights are
/// those of a logistic regression on the places, not the shapes, of pen strokes by 20 writers (Alpaydin and
/// Alimoglu, UCI 1998), rounded: digits of several strokes, whole and half drawn, against pairs of digits,
/// upright and slanted. The weight of crossings is by hand: too few digits are of two strokes as high as each
/// other.
double log_odds_of_two(const Outline& left, const Outline& right, double smallest);

}  // namespace inkling
