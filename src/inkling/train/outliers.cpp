#include "inkling/train/outliers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "inkling/core/error.hpp"
#include "inkling/ink/handwriting.hpp"

namespace inkling {
namespace {

constexpr std::uint64_t kWritingSeed = 1;  // of the signs: any

/// A square image that knows what lies beyond it: paper.
struct Square {
  Index side;
  char label = 0;  // the digit's; none once it is distorted
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(static_cast<std::size_t>(side * side));

  [[nodiscard]] std::uint8_t at(Index row, Index column) const {
    const bool inside = row >= 0 && row < side && column >= 0 && column < side;
    return inside ? pixels[static_cast<std::size_t>(row * side + column)] : std::uint8_t{0};
  }
  /// f(row, column) for each pixel.
  template <typename Function>
  static Square of(Index side, Function f) {
    Square square{side};
    for (Index row = 0; row < side; ++row)
      for (Index column = 0; column < side; ++column)
        square.pixels[static_cast<std::size_t>(row * side + column)] = f(row, column);
    return square;
  }
};

/// A whole number in [0, count).
Index below(Index count, Generator& generator) {
  return static_cast<Index>(generator.uniform_double() * static_cast<double>(count));
}

/// An image whose label is not among `but`.
Square draw(const Dataset& digits, std::string_view but, Generator& generator) {
  for (int trial = 0;; ++trial) {
    const Index i = below(digits.size(), generator);
    const char label = static_cast<char>('0' + digits.label(i));
    // A set of nothing else is given what it has.
    if (trial < 100 && but.find(label) != std::string_view::npos) continue;
    const std::span<const std::uint8_t> image = digits.image(i);
    return {digits.rows(), label, {image.begin(), image.end()}};
  }
}

/// Of the box that the ink was fitted into, in another order.
Square exchange_quarters(const Square& a, Generator& generator) {
  const Index half = Frame{a.side, a.side}.box_side() / 2;
  const Index margin = a.side / 2 - half;
  std::array<Index, 4> from = {1, 2, 3, 0};
  std::swap(from[static_cast<std::size_t>(below(4, generator))], from[0]);
  return Square::of(a.side, [&](Index row, Index column) {
    const Index down = row - margin;
    const Index right = column - margin;
    if (std::min(down, right) < 0 || std::max(down, right) >= 2 * half) return std::uint8_t{0};
    const Index source = from[static_cast<std::size_t>(2 * (down / half) + right / half)];
    return a.at(margin + source / 2 * half + down % half, margin + source % 2 * half + right % half);
  });
}

Square change(const Dataset& digits, Generator& generator) {
  const Index side = digits.rows();
  const Index half = side / 2;
  const auto any = [&] { return draw(digits, "", generator); };
  const auto another = [&](const Square& than) { return draw(digits, {&than.label, 1}, generator); };
  switch (below(6, generator)) {
    case 0: {
      const Square a = any();
      const Square b = another(a);
      return Square::of(side, [&](Index row, Index column) { return (row < half ? a : b).at(row, column); });
    }
    case 1: {
      const Square a = any();
      const Square b = another(a);
      return Square::of(side,
                        [&](Index row, Index column) { return (column < half ? a : b).at(row, column); });
    }
    case 2:
      return exchange_quarters(draw(digits, "1", generator), generator);
    case 3: {
      const Square a = any();
      const Square b = draw(digits, "1", generator);
      const Index down = below(9, generator) - 4;
      const Index right = below(9, generator) - 4;
      return Square::of(side, [&](Index row, Index column) {
        return std::max(a.at(row, column), b.at(row - down, column - right));
      });
    }
    case 4: {  // on its side
      const Square a = draw(digits, "0", generator);
      const bool clockwise = generator.bernoulli(0.5);
      return Square::of(side, [&](Index row, Index column) {
        return clockwise ? a.at(side - 1 - column, row) : a.at(column, side - 1 - row);
      });
    }
    default: {  // in a mirror: 2 and 5 are each other's, 3 is its own upside down, and 6 and 9 are near
      const bool upside_down = generator.bernoulli(0.5);
      const Square a = draw(digits, upside_down ? "01238569" : "012568", generator);
      return Square::of(side, [&](Index row, Index column) {
        return upside_down ? a.at(side - 1 - row, column) : a.at(row, side - 1 - column);
      });
    }
  }
}

/// As far as whole pixels go: the last step of place_in_frame().
Square centred(const Square& a) {
  std::int64_t mass = 0;
  std::int64_t down = 0;
  std::int64_t right = 0;
  for (Index row = 0; row < a.side; ++row) {
    for (Index column = 0; column < a.side; ++column) {
      mass += a.at(row, column);
      down += row * a.at(row, column);
      right += column * a.at(row, column);
    }
  }
  if (mass == 0) return a;
  const auto middle = static_cast<std::int64_t>(a.side / 2);
  const auto moved = [&](std::int64_t moment) {
    return static_cast<Index>(middle - (moment + mass / 2) / mass);
  };
  const Index shift_down = moved(down);
  const Index shift_right = moved(right);
  return Square::of(a.side,
                    [&](Index row, Index column) { return a.at(row - shift_down, column - shift_right); });
}

}  // namespace

void distort_digits(const Dataset& digits, Generator& generator, std::span<std::uint8_t> pixels) {
  INKLING_REQUIRE(digits.rows() == digits.columns() && digits.rows() >= 4, "E_API_SHAPE",
                  "distort_digits(digits)", "square images of at least 4 × 4 pixels",
                  text(digits.rows(), " × ", digits.columns()));
  INKLING_REQUIRE(static_cast<Index>(pixels.size()) == digits.features(), "E_API_SHAPE",
                  "distort_digits(pixels)", text(digits.features(), " pixels"), text(pixels.size()));
  const Square changed = centred(change(digits, generator));
  std::copy(changed.pixels.begin(), changed.pixels.end(), pixels.begin());
}

WrittenSigns::WrittenSigns(const Frame& frame) : frame_(frame), generator_(kWritingSeed) {}

Index WrittenSigns::steps_left() const {
  const auto calls = [](Index images) { return (images + kImagesPerStep - 1) / kImagesPerStep; };
  return calls(kDigitImages - digits()) + calls(kSignImages - signs());
}

Index WrittenSigns::count(const std::vector<std::uint8_t>& pixels) const {
  return static_cast<Index>(pixels.size()) / (frame_.rows * frame_.columns);
}

bool WrittenSigns::write() {
  if (done()) return false;
  const bool writes_digits = digits() < kDigitImages;
  const Index most = writes_digits ? kDigitImages : kSignImages;
  std::vector<std::uint8_t>& pixels = writes_digits ? digit_pixels_ : sign_pixels_;
  const Index end = std::min(count(pixels) + kImagesPerStep, most);
  for (Index i = count(pixels); i < end; ++i) {
    const Writing writing =
        writes_digits ? write_digit(static_cast<int>(i % kDigits), generator_) : write_non_digit(generator_);
    // Nothing has been written only if nothing is in the skeleton.
    const DigitImage image = render(writing, frame_).value_or(DigitImage{frame_});
    pixels.insert(pixels.end(), image.pixels.begin(), image.pixels.end());
  }
  return true;
}

}  // namespace inkling
