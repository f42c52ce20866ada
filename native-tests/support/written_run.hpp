// A network that has learnt written digits, for what is asked of networks that know digits.
#pragma once

#include <memory>

#include "inkling/ink/handwriting.hpp"
#include "inkling/train/run.hpp"

namespace inkling::testing {

/// Written digits as a data set: image i shows i % 10.
inline Dataset written_digits(Index count, std::uint64_t seed) {
  IdxTensor images{"images", {count, 28, 28}, {}};
  IdxTensor labels{"labels", {count}, {}};
  Generator generator(seed);
  for (Index i = 0; i < count; ++i) {
    const auto digit = static_cast<int>(i % 10);
    const DigitImage image = render(write_digit(digit, generator)).value();
    images.values.insert(images.values.end(), image.pixels.begin(), image.pixels.end());
    labels.values.push_back(static_cast<std::uint8_t>(digit));
  }
  return {images, labels, 10};
}

/// Five epochs of 1,500 digits; 600 validate.
inline std::unique_ptr<Run> written_run() {
  auto run = std::make_unique<Run>(
      RunConfig{.layers = {784, 128, 10}, .lr = 0.1, .momentum = 0.9, .batch_size = 32, .epochs = 5});
  run->set_data({written_digits(1500, 5), written_digits(600, 6)});
  while (run->fit().advance().phase != Progress::Phase::finished) {
  }
  return run;
}

}  // namespace inkling::testing
