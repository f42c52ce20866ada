#include <algorithm>

#include "fuzz/target.hpp"
#include "inkling/ink/normalize.hpp"
#include "inkling/ink/strokes_json.hpp"

namespace inkling::testing {

std::string strokes_verdict(std::span<const std::uint8_t> bytes) {
  std::vector<LabelledDrawing> drawings;
  const std::string code = code_of([&] { drawings = read_strokes_json(bytes, "fuzzed"); });
  if (code != "ok") return code;
  std::string verdict = code;
  constexpr std::size_t kRendered = 4;  // one as good as another: what counts is that each form is met
  for (const LabelledDrawing& entry : std::span(drawings).first(std::min(drawings.size(), kRendered))) {
    verdict += ' ' + code_of([&] {
                 const auto image = render(entry.drawing, {.canvas_size = 280});
                 std::size_t points = 0;
                 for (const Stroke& stroke : entry.drawing) points += stroke.size();
                 promise(image.has_value() == (points > 0), "what has a point has an image");
                 if (image)
                   promise(std::ranges::find(image->pixels, 255) != image->pixels.end(),
                           "the peak of the ink is black");
               });
  }
  return verdict;
}

}  // namespace inkling::testing
