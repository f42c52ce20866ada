#include "inkling/train/number_reading.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "ink/sample_numbers.hpp"
#include "inkling/data/pixels.hpp"
#include "inkling/train/mlp.hpp"
#include "support/refusal.hpp"

namespace inkling::testing {
namespace {

using Strokes = std::vector<std::vector<std::size_t>>;

Sequential untrained() {
  Generator generator(1);
  return make_mlp({784, 32, 10}, generator);
}

/// A network that knows the drawings, by their labels, and guesses at what is not much like any of them.
Sequential knowing(const std::vector<std::pair<int, Drawing>>& drawings) {
  Generator generator(1);
  Sequential model = make_mlp({784, 10}, generator);
  Matrix& weight = model.named_parameters()[0].parameter->value;
  Matrix& bias = model.named_parameters()[1].parameter->value;
  weight.setZero();
  bias.setZero();
  for (const auto& [label, drawing] : drawings) {
    const DigitImage image = *render(drawing, {.canvas_size = kSampleCanvas});
    Matrix pixels(1, 784);
    pixels_to_input(image.pixels, pixels.data());
    weight.row(label) = pixels.array() - pixels.mean();
    weight.row(label) *= 30 / weight.row(label).squaredNorm();
    bias(0, label) = -20;
  }
  return model;
}

NumberReading read(Module& model, const Drawing& drawing) {
  const auto reading = read_number(model, drawing, {.canvas_size = kSampleCanvas});
  REQUIRE(reading.has_value());
  return *reading;
}

Strokes split(const Drawing& drawing) {
  Sequential model = untrained();
  Strokes digits;
  for (const DigitReading& digit : read(model, drawing).digits) digits.push_back(digit.strokes);
  return digits;
}

bool same(const Prediction& a, const Prediction& b) {
  return a.label == b.label && a.probabilities == b.probabilities && a.image.pixels == b.image.pixels;
}

}  // namespace

TEST_CASE("One digit is read as predict() reads it, to the bit", "[train][number]") {
  Sequential model = untrained();
  for (const Drawing& drawing : sample_digits()) {
    const NumberReading reading = read(model, drawing);
    const Prediction alone = *predict(model, drawing, {.canvas_size = kSampleCanvas});
    REQUIRE(reading.digits.size() == 1);
    CHECK(same(reading.whole, alone));
    CHECK(same(reading.digits[0].prediction, alone));
    CHECK(reading.digits[0].strokes.size() == drawing.size());
    CHECK(reading.number() == std::to_string(alone.label));
  }
}

TEST_CASE("Digits side by side are read each by itself, from left to right", "[train][number]") {
  const std::vector<Drawing> digits = sample_digits();
  Sequential model = knowing({{0, digits[0]}, {2, digits[2]}, {4, digits[4]}});
  const NumberReading reading = read(model, sample_number({0, 4, 2}));
  CHECK(reading.number() == "042");
  REQUIRE(reading.digits.size() == 3);
  CHECK(reading.digits[1].strokes == std::vector<std::size_t>{1, 2});
  const Drawing four = sample_digits()[4];
  CHECK(same(reading.digits[1].prediction, *predict(model, four, {.canvas_size = kSampleCanvas})));
  CHECK(same(reading.whole, *predict(model, sample_number({0, 4, 2}), {.canvas_size = kSampleCanvas})));
}

TEST_CASE("Places alone split what is clear, whatever the network says", "[train][number]") {
  CHECK(split(sample_number({4, 2})) == Strokes{{0, 1}, {2}});
  CHECK(split(sample_number({1, 0})) == Strokes{{0}, {1}});
  CHECK(split(sample_number({1, 1, 1}, 35)) == Strokes{{0}, {1}, {2}});
  CHECK(split(sample_number({9, 0, 2, 1, 0}, 12)) == Strokes{{0}, {1}, {2}, {3}, {4}});
  // The bar of the 7, and the roof of the 5, after the digit behind them.
  const Drawing barred = sample_number({7, 1});
  CHECK(split({barred[0], barred[2], barred[1]}) == Strokes{{0, 2}, {1}});
  const Drawing roofed = sample_number({5, 8});
  CHECK(split({roofed[0], roofed[2], roofed[1]}) == Strokes{{0, 2}, {1}});
  // Slanted, their boxes over one another.
  CHECK(split({{{0, 120}, {50, 0}}, {{36, 120}, {86, 0}}}) == Strokes{{0}, {1}});
}

TEST_CASE("A digit's strokes stay together, and a dot is of the digit beside it", "[train][number]") {
  const Drawing open_four = {{{60, 20}, {40, 90}, {110, 90}}, {{95, 60}, {95, 150}}};
  CHECK(split(open_four) == Strokes{{0, 1}});
  Drawing dotted = sample_digits()[3];
  dotted.push_back({{160, 150}});
  CHECK(split(dotted) == Strokes{{0, 1}});
  CHECK(split({{{20, 20}}, {{120, 22}}}) == Strokes{{0, 1}});
  CHECK(split({{}, {{50, 20}, {50, 150}}, {}}) == Strokes{{1}});
}

TEST_CASE("A stroke does not become a digit while it is drawn", "[train][number]") {
  for (const std::size_t label : {std::size_t{4}, std::size_t{5}, std::size_t{7}}) {
    const Drawing digit = resampled(sample_digits()[label], 8);
    for (std::size_t points = 1; points <= digit[1].size(); ++points) {
      CAPTURE(label, points);
      const Stroke begun(digit[1].begin(), digit[1].begin() + static_cast<std::ptrdiff_t>(points));
      CHECK(split({digit[0], begun}).size() == 1);
    }
  }
}

TEST_CASE("Where places leave it open the network decides", "[train][number]") {
  // The strokes of an open 4 that do not meet, or a 6 without its loop and a small 1.
  const Drawing strokes = {{{20, 0}, {0, 70}, {40, 74}}, {{46, 20}, {48, 100}}};
  Sequential sees_one = knowing({{4, strokes}});
  CHECK(read(sees_one, strokes).number() == "4");
  Sequential sees_two = knowing({{6, {strokes[0]}}, {1, {strokes[1]}}});
  CHECK(read(sees_two, strokes).number() == "61");
}

TEST_CASE("Neither scale nor place nor order change what is read", "[train][number]") {
  const Drawing number = sample_number({4, 2, 7});
  Sequential model = untrained();
  const NumberReading reading = read(model, number);
  for (const double scale : {0.001, 37.0}) {
    const auto scaled =
        read_number(model, moved(number, scale, 5 * scale, -scale), {.canvas_size = kSampleCanvas * scale});
    REQUIRE(scaled->digits.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(scaled->digits[i].strokes == reading.digits[i].strokes);
  }
  Drawing reversed(number.rbegin(), number.rend());
  const NumberReading backwards = read(model, reversed);
  REQUIRE(backwards.digits.size() == 3);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(backwards.digits[i].prediction.image.pixels == reading.digits[i].prediction.image.pixels);
}

TEST_CASE("As many strokes as nobody draws take a time that has an end", "[train][number]") {
  Generator generator(1);
  Drawing scribble;
  for (int i = 0; i < 10'000; ++i)
    scribble.push_back({{generator.uniform(0, 200), generator.uniform(0, 200)},
                        {generator.uniform(0, 200), generator.uniform(0, 200)}});
  CHECK(split(scribble).size() == 1);
  CHECK(split(side_by_side(std::vector<Drawing>(10'000, sample_digits()[1]))).size() == 1);
  CHECK(split(side_by_side(std::vector<Drawing>(32, sample_digits()[1]))).size() == 32);
}

TEST_CASE("No ink is no number, and what predict() refuses is refused", "[train][number]") {
  Sequential model = untrained();
  CHECK_FALSE(read_number(model, {{}}, {.canvas_size = 100}).has_value());
  const auto code = [&](const Drawing& drawing, double canvas) {
    return refusal_of([&] { return read_number(model, drawing, {.canvas_size = canvas}); }).code;
  };
  CHECK(code(sample_number({1, 2}), 0) == "E_INK_CANVAS");
  CHECK(code({{{1, 1}}, {{std::nanf(""), 2}}}, 100) == "E_INK_POINT");
  Generator generator(1);
  Sequential small = make_mlp({100, 10}, generator);
  CHECK(refusal_of([&] { return read_number(small, sample_number({1, 2}), {.canvas_size = 100}); }).code ==
        "E_API_SHAPE");
  model.named_parameters()[1].parameter->value(0, 0) = std::nanf("");
  CHECK(code(sample_number({1, 2}), 100) == "E_MODEL_NONFINITE");
}

TEST_CASE("What must not be split is one digit with all strokes", "[train][number]") {
  Sequential model = untrained();
  const Drawing number = sample_number({1, 2});
  const Prediction whole = *predict(model, number, {.canvas_size = kSampleCanvas});
  const NumberReading reading = as_one_digit(whole, number);
  REQUIRE(reading.digits.size() == 1);
  CHECK(reading.digits[0].strokes == std::vector<std::size_t>{0, 1});
  CHECK(same(reading.digits[0].prediction, whole));
  CHECK(as_one_digit(whole, {}).digits[0].strokes.empty());
}

}  // namespace inkling::testing
