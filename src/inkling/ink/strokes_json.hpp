// Drawings as JSON, the form in which tablets and pages hand them on.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "inkling/ink/stroke.hpp"

namespace inkling {

struct LabelledDrawing {
  Drawing drawing;
  std::optional<int> label;  ///< what the writer meant, if it is known
};

inline constexpr std::size_t kMaxStrokesJsonBytes = 64U << 20;

/// Reads [{"label": 8, "strokes": [[[x, y], ...], ...]}, ...]; label may be missing and other members are
/// passed over. Error E_STROKES_TOOBIG, _JSON (at which byte), _FORM (in which entry); the message names
/// `name`.
std::vector<LabelledDrawing> read_strokes_json(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace inkling
