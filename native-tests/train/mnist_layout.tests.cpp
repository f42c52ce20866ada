#include "inkling/train/mnist_layout.hpp"

#include <catch2/catch_test_macros.hpp>

#include "inkling/ink/normalize.hpp"
#include "support/patterns.hpp"

namespace inkling::testing {
namespace {

Dataset drawn(const Frame& frame, Index count = 20) {
  IdxTensor images{"images", {count, frame.rows, frame.columns}, {}};
  for (Index i = 0; i < count; ++i) {
    const auto x = static_cast<float>(10 * i);
    const DigitImage image =
        *render({{{100, 20}, {x, 160}, {120, 240}}}, {.canvas_size = 280, .frame = frame});
    images.values.insert(images.values.end(), image.pixels.begin(), image.pixels.end());
  }
  return {
      std::move(images), {"labels", {count}, std::vector<std::uint8_t>(static_cast<std::size_t>(count))}, 2};
}

}  // namespace

TEST_CASE("Drawings as they are rendered have MNIST's layout, in frames of any size",
          "[train][mnist_layout]") {
  for (const Frame& frame : {Frame{}, Frame{14, 14}, Frame{40, 32}}) {
    CAPTURE(frame.rows);
    CHECK(has_mnist_layout(drawn(frame)));
  }
}

TEST_CASE("Images that fill their frame have not", "[train][mnist_layout]") {
  CHECK_FALSE(has_mnist_layout(pattern_dataset(40)));
  CHECK_FALSE(has_mnist_layout(Dataset()));
}

}  // namespace inkling::testing
