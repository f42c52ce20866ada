// From a drawing to the number that the network reads in it: one digit, or several side by side.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "inkling/train/prediction.hpp"

namespace inkling {

struct DigitReading {
  std::vector<std::size_t> strokes;  ///< their places in the drawing, ascending
  Prediction prediction;
};

struct NumberReading {
  Prediction whole;                  ///< of the whole drawing as one image, as predict() has it
  std::vector<DigitReading> digits;  ///< from left to right, one at least; of a single one, `whole` again

  /// The digits' labels one after the other, leading zeros kept: "042".
  [[nodiscard]] std::string number() const;
};

/// Splits the drawing into digits and reads each. Which strokes make a digit is decided by their places where
/// these are clear (digit_gap.hpp), and by what the network makes of them where they are not: of all ways to
/// split it, the likeliest (digit_candidates.hpp). A drawing that is one digit is read as predict() reads it,
/// to the bit.
///
/// Digits that are joined in one stroke are not taken apart; nor is a drawing of more than kMaxPieces pieces.
/// At most 1 + kMaxPieces · kMaxDigitPieces images are looked at, however much is drawn.
///
/// None if there is no ink. Errors as predict().
std::optional<NumberReading> read_number(Module& model, const Drawing& drawing, const RenderOptions& options);

/// The reading of all of the drawing's strokes as one digit: of what must not be split, since its classes are
/// no digits; of a picture, which has no strokes, too.
NumberReading as_one_digit(Prediction prediction, const Drawing& drawing);

}  // namespace inkling
