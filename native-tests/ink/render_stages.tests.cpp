#include "inkling/ink/render_stages.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include <catch2/catch_test_macros.hpp>

#include "ink/sample_digits.hpp"
#include "support/refusal.hpp"

namespace inkling::testing {
namespace {

constexpr double kPen = kSampleCanvas / 14;

RenderStages stages_of(const Drawing& drawing, const Frame& frame = {}) {
  const auto stages = render_stages(drawing, kPen, {.canvas_size = kSampleCanvas, .frame = frame});
  REQUIRE(stages.has_value());
  return *stages;
}

int ink_of(const SquareImage& image) {
  return std::accumulate(image.pixels.begin(), image.pixels.end(), 0) / 255;
}

/// Whether there is ink in a line of pixels along each side.
bool touches_all_sides(const SquareImage& image, bool along_rows) {
  const auto at = [&](int row, int column) {
    return image
        .pixels[static_cast<std::size_t>(along_rows ? row * image.side + column : column * image.side + row)];
  };
  int first = 0;
  int last = 0;
  for (int i = 0; i < image.side; ++i) {
    first = std::max<int>(first, at(0, i));
    last = std::max<int>(last, at(image.side - 1, i));
  }
  return first > 0 && last > 0;
}

}  // namespace

TEST_CASE("The last stage is what the network sees", "[ink][render_stages]") {
  for (const Drawing& drawing : sample_digits()) {
    for (const Frame& frame : {Frame{}, Frame{32, 32}}) {
      const RenderStages stages = stages_of(drawing, frame);
      const auto image = render(drawing, {.canvas_size = kSampleCanvas, .frame = frame});
      CHECK(stages.placed.pixels == image->pixels);
      CHECK(stages.fitted.side == frame.box_side());
      CHECK(std::accumulate(stages.fitted.pixels.begin(), stages.fitted.pixels.end(), 0) ==
            std::accumulate(image->pixels.begin(), image->pixels.end(), 0));
    }
  }
}

TEST_CASE("The box is filled, the paper is not", "[ink][render_stages]") {
  const RenderStages stages = stages_of(moved(sample_digits()[7], 0.5, 20, 70));
  CHECK(stages.paper.side == RenderStages::kPaperSide);
  CHECK_FALSE(touches_all_sides(stages.paper, true));
  CHECK(touches_all_sides(stages.box, true));  // a seven is higher than wide
  CHECK_FALSE(touches_all_sides(stages.box, false));
  CHECK(touches_all_sides(stages.fitted, true));
  CHECK(ink_of(stages.box) > 2 * ink_of(stages.paper));
}

TEST_CASE("The paper shows where the drawing is", "[ink][render_stages]") {
  const RenderStages dot = stages_of({{{50, 150}}});
  const auto at = [&](int row, int column) {
    return dot.paper.pixels[static_cast<std::size_t>(row * dot.paper.side + column)];
  };
  CHECK(at(63, 21) == 255);
  CHECK(at(21, 63) == 0);
}

TEST_CASE("Without points there are no stages, and a pen must have a width", "[ink][render_stages]") {
  CHECK_FALSE(render_stages({}, kPen, {.canvas_size = kSampleCanvas}).has_value());
  for (const double width : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
    const Refusal refusal =
        refusal_of([&] { return render_stages(sample_digits()[0], width, {.canvas_size = kSampleCanvas}); });
    CHECK(refusal.code == "E_INK_WIDTH");
  }
}

}  // namespace inkling::testing
