// Which changes training images are handed out with, and how strong they are at most.
#pragma once

namespace inkling {

/// A strength of 0 to 1 for each kind of change. How far one of strength 1 goes is said where it is drawn:
/// affine_change.hpp, thickness.hpp, elastic_field.hpp. At 0 a kind changes nothing.
struct AugmentOptions {
  double rotation = 0;
  double scale = 0;
  double shear = 0;
  double shift = 0;
  double thickness = 0;
  double elastic = 0;

  bool operator==(const AugmentOptions&) const = default;
};

/// The four affine kinds at one strength.
constexpr AugmentOptions affine_augment(double strength) {
  return {.rotation = strength, .scale = strength, .shear = strength, .shift = strength};
}

/// Whether any of the four is on; they are drawn together.
constexpr bool is_affine(const AugmentOptions& options) {
  return options.rotation != 0 || options.scale != 0 || options.shear != 0 || options.shift != 0;
}

constexpr bool is_any(const AugmentOptions& options) {
  return options != AugmentOptions{};
}

/// Error E_HP_AUGMENT, which names the kind, unless each strength is from 0 to 1.
void require_strengths(const AugmentOptions& options);

}  // namespace inkling
