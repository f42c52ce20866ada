#include "inkling/data/dataset_survey.hpp"

#include <catch2/catch_test_macros.hpp>

#include "support/patterns.hpp"

namespace inkling::testing {
namespace {

Dataset of(std::vector<std::uint8_t> labels, std::uint8_t pixel, Index classes) {
  const auto count = static_cast<Index>(labels.size());
  IdxTensor images{"images", {count, 2, 2}, std::vector<std::uint8_t>(labels.size() * 4, pixel)};
  if (pixel != 7) images.values.back() = 1;
  return {std::move(images), {"labels", {count}, std::move(labels)}, classes};
}

std::vector<std::string> codes(const Dataset& dataset) {
  std::vector<std::string> out;
  for (const DatasetWarning& warning : survey(dataset)) out.push_back(warning.code);
  return out;
}

}  // namespace

TEST_CASE("A plain data set gives no warning", "[data][dataset_survey]") {
  CHECK(survey(pattern_dataset(40)).empty());
  CHECK(survey(Dataset()).empty());
}

TEST_CASE("Images are counted by class", "[data][dataset_survey]") {
  CHECK(class_counts(of({0, 2, 2, 3}, 0, 5)) == std::vector<Index>{1, 0, 2, 1, 0});
}

TEST_CASE("One class, classes without images and constant pixels are told",
          "[data][dataset_survey][row-31][row-35]") {
  CHECK(codes(of({1, 1, 1}, 0, 2)) == std::vector<std::string>{"W_ONE_CLASS"});
  CHECK(codes(of({0, 0, 200}, 0, 201)) == std::vector<std::string>{"W_EMPTY_CLASS"});
  CHECK(survey(of({0, 0, 200}, 0, 201))[0].message.find(
            "Of 201 classes 199 have no training image, such as class 1") == 0);
  CHECK(codes(of({0, 1, 0}, 7, 2)) == std::vector<std::string>{"W_CONSTANT"});
}

}  // namespace inkling::testing
