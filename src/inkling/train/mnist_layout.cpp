#include "inkling/train/mnist_layout.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "inkling/ink/digit_image.hpp"

namespace inkling {
namespace {

struct Extent {
  Index low = 0;
  Index high = -1;
  std::int64_t moment = 0;  // of the mass, in half pixels from the frame's edge

  void add(Index at, std::int64_t mass) {
    low = high < 0 ? at : std::min(low, at);
    high = std::max(high, at);
    moment += mass * (2 * at + 1);
  }
  [[nodiscard]] Index size() const { return high - low + 1; }
  [[nodiscard]] bool is_central(Index side, std::int64_t mass) const {
    return std::abs(moment - side * mass) <= 2 * mass;
  }
};

bool is_placed(std::span<const std::uint8_t> image, const Frame& frame) {
  Extent rows;
  Extent columns;
  std::int64_t mass = 0;
  for (Index row = 0; row < frame.rows; ++row) {
    for (Index column = 0; column < frame.columns; ++column) {
      const std::uint8_t pixel = image[static_cast<std::size_t>(row * frame.columns + column)];
      if (pixel == 0) continue;
      mass += pixel;
      rows.add(row, pixel);
      columns.add(column, pixel);
    }
  }
  const Index longer = std::max(rows.size(), columns.size());
  return mass > 0 && std::abs(longer - frame.box_side()) <= 2 && rows.is_central(frame.rows, mass) &&
         columns.is_central(frame.columns, mass);
}

}  // namespace

bool has_mnist_layout(const Dataset& dataset) {
  const Frame frame = {dataset.rows(), dataset.columns()};
  const Index looked_at = std::min<Index>(dataset.size(), 1000);
  Index placed = 0;
  for (Index i = 0; i < looked_at; ++i) placed += is_placed(dataset.image(i), frame) ? 1 : 0;
  return looked_at > 0 && placed * 100 >= looked_at * 95;
}

}  // namespace inkling
