#include "inkling/train/written_digits.hpp"

#include <algorithm>
#include <cstddef>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"
#include "inkling/core/random.hpp"
#include "inkling/ink/handwriting.hpp"
#include "inkling/train/mnist_layout.hpp"

namespace inkling {
namespace {

/// The seed of image i: splitmix64's mixing (Steele, Lea and Flood, OOPSLA 2014), of whose bits a Generator
/// takes the low 32.
std::uint64_t seed_of(std::uint64_t seed, Index i) {
  std::uint64_t z = seed + (static_cast<std::uint64_t>(i) + 1) * 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

}  // namespace

WrittenDigits::WrittenDigits(Index count, std::uint64_t seed, const Frame& frame)
    : seed_(seed),
      frame_(frame),
      pixels_(static_cast<std::size_t>(count) * static_cast<std::size_t>(frame.rows * frame.columns)),
      written_(static_cast<std::size_t>(count)) {}

std::uint8_t WrittenDigits::label(Index i) const {
  return static_cast<std::uint8_t>(i % kDigits);
}

std::span<const std::uint8_t> WrittenDigits::image(Index i) const {
  const auto size = static_cast<std::size_t>(features());
  const auto pixels = std::span(pixels_).subspan(static_cast<std::size_t>(i) * size, size);
  if (!written_[static_cast<std::size_t>(i)]) {
    Generator generator(seed_of(seed_, i));
    std::ranges::copy(render(write_digit(label(i), generator), frame_).value().pixels, pixels.begin());
    written_[static_cast<std::size_t>(i)] = true;
  }
  return pixels;
}

Index written_count(Index real, double share) {
  INKLING_REQUIRE(share >= 0 && share <= kMaxSynthetic, "E_HP_SYNTHETIC", "synthetic",
                  text("a share from 0 to ", kMaxSynthetic), number_text(share));
  return static_cast<Index>(static_cast<double>(real) * share / (1 - share) + 0.5);
}

bool takes_written_digits(const Dataset& real) {
  return real.classes() == kDigits && has_mnist_layout(real);
}

Dataset with_written_digits(const Dataset& real, double share, std::uint64_t seed) {
  if (share == 0) return real;
  const Index count = written_count(real.size(), share);
  INKLING_REQUIRE(takes_written_digits(real), "E_HP_SYNTHETIC", "synthetic",
                  "0 for data that is not ten digits prepared as MNIST's", number_text(share),
                  "Written are the digits 0 to 9.");
  return real.followed_by(std::make_shared<WrittenDigits>(count, seed, Frame{real.rows(), real.columns()}));
}

}  // namespace inkling
