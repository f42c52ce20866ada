#include "inkling/data/elastic_field.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "inkling/core/portable_math.hpp"

namespace inkling {
namespace {

constexpr Index kPeriod = ElasticField::kPeriod;
constexpr Index kRadius =
    static_cast<Index>(4 * kElasticSigma);  // as scipy.ndimage.gaussian_filter cuts it off

using Plane = std::vector<double>;  // kPeriod × kPeriod

/// Weights of the places up to kRadius away on one side; those of both sum to 1.
std::array<double, kRadius + 1> gaussian() {
  std::array<double, kRadius + 1> weights{};
  double sum = 0;
  for (Index i = 0; i <= kRadius; ++i) {
    const auto distance = static_cast<double>(i);
    weights[static_cast<std::size_t>(i)] =
        portable_exp(-distance * distance / (2 * kElasticSigma * kElasticSigma));
    sum += weights[static_cast<std::size_t>(i)] * (i == 0 ? 1 : 2);
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

/// Smooths along the rows and gives the transpose; twice, it has smoothed both ways.
Plane smoothed_transpose(const Plane& plane) {
  static_assert((kPeriod & (kPeriod - 1)) == 0);
  const auto weights = gaussian();
  Plane out(plane.size());
  for (Index row = 0; row < kPeriod; ++row)
    for (Index column = 0; column < kPeriod; ++column) {
      const double* const line = plane.data() + row * kPeriod;
      double sum = weights[0] * line[column];
      for (Index i = 1; i <= kRadius; ++i)
        sum += weights[static_cast<std::size_t>(i)] *
               (line[(column - i) & (kPeriod - 1)] + line[(column + i) & (kPeriod - 1)]);
      out[static_cast<std::size_t>(column * kPeriod + row)] = sum;
    }
  return out;
}

/// To mean 0 and variance 1. What smoothing leaves of uniform numbers has about the variance that Simard's
/// has, but a plane of this size by chance a tenth more or less.
void standardise(Plane& plane) {
  const auto count = static_cast<double>(plane.size());
  double sum = 0;
  for (const double value : plane) sum += value;
  double squares = 0;
  for (double& value : plane) {
    value -= sum / count;
    squares += value * value;
  }
  const double deviation = std::sqrt(squares / count);
  for (double& value : plane) value /= deviation;
}

}  // namespace

// Uniform numbers from -1 to 1 have a variance of 1/3, and the squares of a Gaussian's weights sum to
// 1/(4πσ²).
ElasticChange draw_elastic_change(double strength, Generator& generator) {
  static const auto deviation =
      static_cast<float>(kMostElastic / std::sqrt(12 * std::numbers::pi * kElasticSigma * kElasticSigma));
  static_assert(kPeriod == 128);
  const std::uint32_t bits = generator.random32();
  const float amount = generator.uniform(0, 1) * deviation * static_cast<float>(strength);
  return {.row = static_cast<std::uint8_t>(bits & 127U),
          .column = static_cast<std::uint8_t>((bits >> 7U) & 127U),
          .swapped = ((bits >> 14U) & 1U) != 0,
          .x = ((bits >> 15U) & 1U) != 0 ? amount : -amount,
          .y = ((bits >> 16U) & 1U) != 0 ? amount : -amount};
}

const ElasticField& ElasticField::instance() {
  static const ElasticField field;
  return field;
}

ElasticField::ElasticField() {
  Generator generator(2003);
  for (std::vector<float>& half : halves_) {
    Plane plane(static_cast<std::size_t>(kPeriod * kPeriod));
    for (double& value : plane) value = static_cast<double>(generator.uniform(-1, 1));
    plane = smoothed_transpose(smoothed_transpose(plane));
    standardise(plane);
    half.resize(static_cast<std::size_t>(kPeriod * kStride));
    for (Index row = 0; row < kPeriod; ++row)
      for (Index column = 0; column < kStride; ++column) {
        const auto value =
            static_cast<float>(plane[static_cast<std::size_t>(row * kPeriod + column % kPeriod)]);
        half[static_cast<std::size_t>(row * kStride + column)] = value;
        most_ = std::max(most_, std::abs(value));
      }
  }
}

}  // namespace inkling
