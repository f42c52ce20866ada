#include "inkling/train/written_digits.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/parallel.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/train/run.hpp"
#include "support/patterns.hpp"
#include "support/refusal.hpp"
#include "support/small_run.hpp"

namespace inkling::testing {
namespace {

std::vector<std::uint8_t> copy_of(std::span<const std::uint8_t> pixels) {
  return {pixels.begin(), pixels.end()};
}

}  // namespace

TEST_CASE("written digits are the same in whatever order they are asked for", "[train][written]") {
  const WrittenDigits forward(40, 3);
  const WrittenDigits backward(40, 3);
  const WrittenDigits other(40, 4);
  std::vector<std::vector<std::uint8_t>> images;
  for (Index i = 0; i < 40; ++i) images.push_back(copy_of(forward.image(i)));
  int same = 0;
  for (Index i = 39; i >= 0; --i) {
    CHECK(copy_of(backward.image(i)) == images[static_cast<std::size_t>(i)]);
    CHECK(backward.label(i) == i % 10);
    same += copy_of(other.image(i)) == images[static_cast<std::size_t>(i)] ? 1 : 0;
  }
  CHECK(same == 0);
  CHECK(forward.image(7).data() == forward.image(7).data());
  std::ranges::sort(images);
  CHECK(std::ranges::adjacent_find(images) == images.end());
}

TEST_CASE("a share of written digits is one of the whole", "[train][written]") {
  CHECK(written_count(50'000, 0) == 0);
  CHECK(written_count(50'000, 0.5) == 50'000);
  CHECK(written_count(300, 0.25) == 100);
  const Dataset real = ink_split().train;
  CHECK(with_written_digits(real, 0, 1).size() == kImages);
  CHECK(with_written_digits(real, 0.25, 1).size() == kImages / 3 * 4);
  CHECK(refusal_of([&] { return with_written_digits(real, 0.6, 1); }).code == "E_HP_SYNTHETIC");
  CHECK(refusal_of([] { return written_count(9, -0.1); }).code == "E_HP_SYNTHETIC");
  // Ten classes, but no ink on paper.
  const Dataset patterns = pattern_dataset(30);
  CHECK(with_written_digits(patterns, 0, 1).size() == 30);
  CHECK(refusal_of([&] { return with_written_digits(patterns, 0.25, 1); }).code == "E_HP_SYNTHETIC");
}

TEST_CASE("a run trains on written digits beside the data's, whatever the number of threads",
          "[train][written]") {
  RunConfig config = small_config();
  config.synthetic = 0.5;
  config.batch_size = 30;
  std::vector<std::string> ends;
  for (const int threads : {1, 3}) {
    set_num_threads(threads);
    Run run(config);
    run.set_data(ink_split());
    CHECK(run.fit().progress().batches_per_epoch == 5);
    CHECK(run.train_size() == kImages);
    while (!run.fit().finished()) run.fit().advance();
    ends.push_back(fingerprint(run.model()));
  }
  set_num_threads(1);
  CHECK(ends[0] == ends[1]);
  config.synthetic = 0;
  Run plain(config);
  plain.set_data(ink_split());
  while (!plain.fit().finished()) plain.fit().advance();
  CHECK(fingerprint(plain.model()) != ends[0]);
}

}  // namespace inkling::testing
