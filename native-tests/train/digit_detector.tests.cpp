#include "inkling/train/digit_detector.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "inkling/core/randn.hpp"
#include "inkling/nn/fingerprint.hpp"
#include "inkling/train/mlp.hpp"
#include "support/refusal.hpp"

namespace inkling::testing {
namespace {

/// Digits lie around the origin, everything else on a ring around them: no straight line parts the two.
struct Ring {
  Matrix features;
  std::vector<std::uint8_t> is_digit;

  Ring(std::uint64_t seed, Index rows) {
    Generator generator(seed);
    features = randn(rows, 3, generator);
    for (Index i = 0; i < features.rows(); ++i) {
      is_digit.push_back(i % 2 == 0 ? 1 : 0);
      features.row(i) *= (is_digit.back() != 0 ? 0.5F : 8.0F) / features.row(i).norm();
    }
    features.col(2).array() += 100.0F;  // far off: the detector has to move it
  }
};

void teach(DigitDetector& detector) {
  const Ring ring(1, 20000);
  DetectorLesson lesson(detector, ring.features, ring.is_digit);
  while (lesson.step()) {
  }
}

}  // namespace

TEST_CASE("features are the last layer's input and output", "[train][digit-detector]") {
  for (const bool batch_norm : {false, true}) {
    Generator generator(1);
    Sequential model = make_mlp(
        MlpOptions{.layers = {6, 5, 4, 3}, .activation = "tanh", .batch_norm = batch_norm, .dropout = 0.5},
        generator);
    const Matrix input = randn(7, 6, generator);
    const GeneratorState before = generator.state();
    const std::string weights = fingerprint(model);
    const Matrix features = detector_features(model, input);
    CHECK(features.cols() == 7);
    CHECK(detector_width(model) == 7);
    CHECK(generator.state() == before);
    CHECK(fingerprint(model) == weights);
    model.eval();
    CHECK(features.rightCols(3) == model.forward(input));
    const Matrix hidden = features.leftCols(4);
    CHECK(model.child("out").forward(hidden) == features.rightCols(3));
  }
}

TEST_CASE("a network of one layer shows its input itself", "[train][digit-detector]") {
  Generator generator(1);
  Sequential model = make_mlp({6, 3}, generator);
  const Matrix input = randn(2, 6, generator);
  const Matrix features = detector_features(model, input);
  CHECK(detector_width(model) == 9);
  CHECK(features.leftCols(6) == input);
}

TEST_CASE("a detector that was taught parts what no line parts", "[train][digit-detector]") {
  DigitDetector detector(3);
  teach(detector);
  const Ring others(2, 600);
  const std::vector<double> scores = detector.scores(others.features);
  int right = 0;
  for (std::size_t i = 0; i < scores.size(); ++i)
    right += (scores[i] > 0.5) == (others.is_digit[i] == 1) ? 1 : 0;
  CHECK(right > 570);
  DigitDetector same(3);
  teach(same);
  CHECK(same.scores(others.features) == scores);
}

TEST_CASE("the threshold declines the share of digits that it was asked for", "[train][digit-detector]") {
  std::vector<double> scores;
  for (int i = 0; i < 200; ++i) scores.push_back((i * 37 % 200) / 200.0);
  const double threshold = decline_threshold(scores, 0.05);
  CHECK(std::ranges::count_if(scores, [&](double score) { return score < threshold; }) == 10);
  CHECK(decline_threshold({0.25}, 1) == 0.25);
}

TEST_CASE("lessons and detectors that do not fit are refused", "[train][digit-detector]") {
  DigitDetector detector(3);
  const auto lesson = [&](Index columns, std::vector<std::uint8_t> is_digit) {
    return refusal_of([&] { return DetectorLesson(detector, Matrix::Zero(2, columns), is_digit).step(); })
        .code;
  };
  CHECK(lesson(3, {1, 1}) == "E_API_SHAPE");
  CHECK(lesson(3, {1, 0, 0}) == "E_API_SHAPE");
  CHECK(lesson(4, {1, 0}) == "E_API_SHAPE");
  CHECK(refusal_of([&] { return detector.scores(Matrix::Zero(1, 4)); }).code == "E_API_SHAPE");
  CHECK(refusal_of([] { return decline_threshold({}, 0.1); }).code == "E_API_SHAPE");
  CHECK(refusal_of([] { return DigitDetector(0).width(); }).code == "E_HP_SIZE");
}

}  // namespace inkling::testing
