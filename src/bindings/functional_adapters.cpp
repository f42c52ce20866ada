#include "bindings/functional_adapters.hpp"

#include <cmath>
#include <limits>

#include "inkling/core/randn.hpp"
#include "inkling/data/dataset.hpp"
#include "inkling/nn/cross_entropy.hpp"
#include "inkling/nn/functional.hpp"

namespace inkling::bindings {
namespace {

/// A whole number from `least` to 2^31 - 1; JavaScript has only doubles.
Index whole(double number, Index least, const char* argument) {
  constexpr double kMost = std::numeric_limits<std::int32_t>::max();
  INKLING_REQUIRE(number >= static_cast<double>(least) && number <= kMost && number == std::floor(number),
                  "E_API_RANGE", argument, text("a whole number from ", least, " to ", kMost), text(number));
  return static_cast<Index>(number);
}

std::size_t count_of(double number, const char* argument) {
  const auto count = static_cast<std::size_t>(whole(number, 0, argument));
  require_moderate<float>(number, argument);
  return count;
}

Index length_of(const Float32Array& array, const char* argument) {
  return static_cast<Index>(checked_length<float>(array, "Float32Array", argument));
}

Matrix matrix_of(const Float32Array& array, Index columns, const char* argument) {
  const Index size = length_of(array, argument);
  INKLING_REQUIRE(columns > 0 && size % columns == 0, "E_API_LENGTH", argument,
                  text("a multiple of ", columns, " numbers"), text(size));
  Matrix matrix(size / columns, columns);
  copy_into<float>({matrix.data(), static_cast<std::size_t>(size)}, array);
  return matrix;
}

/// Before a result of so many rows and columns is computed.
void require_moderate_output(Index rows, Index columns, const char* where) {
  require_moderate<float>(static_cast<double>(rows) * static_cast<double>(columns), where);
}

Float32Array array_of(const Matrix& matrix) {
  return copy_out<Float32Array, float>({matrix.data(), static_cast<std::size_t>(matrix.size())});
}

}  // namespace

Generator* make_generator(double seed) {
  constexpr double kMost = 9007199254740992;  // 2^53
  INKLING_REQUIRE(seed >= 0 && seed <= kMost && seed == std::floor(seed), "E_API_RANGE", "Generator(seed)",
                  "a whole number from 0 to 2^53", text(seed));
  return new Generator(static_cast<std::uint64_t>(seed));  // Embind owns it
}

Float32Array rand(Generator& generator, double count) {
  std::vector<float> values(count_of(count, "rand(count)"));
  for (float& value : values) value = generator.uniform(0, 1);
  return copy_out<Float32Array, float>(values);
}

Float32Array randn(Generator& generator, double count) {
  std::vector<float> values(count_of(count, "randn(count)"));
  inkling::randn(values, generator);
  return copy_out<Float32Array, float>(values);
}

Int32Array randint(Generator& generator, double low, double high, double count) {
  constexpr Index kLeast = std::numeric_limits<std::int32_t>::min();
  const std::vector<std::int64_t> wide =
      inkling::randint(whole(low, kLeast, "randint(low)"), whole(high, kLeast, "randint(high)"),
                       static_cast<Index>(count_of(count, "randint(count)")), generator);
  const std::vector<std::int32_t> values(wide.begin(), wide.end());
  return copy_out<Int32Array, std::int32_t>(values);
}

Uint32Array randperm(Generator& generator, double count) {
  return copy_out<Uint32Array, std::uint32_t>(
      inkling::randperm(static_cast<Index>(count_of(count, "randperm(n)")), generator));
}

Float32Array mm(const Float32Array& a, const Float32Array& b, double inner) {
  const Index depth = whole(inner, 1, "mm(inner)");
  const Index b_size = length_of(b, "mm(b)");
  INKLING_REQUIRE(b_size > 0 && b_size % depth == 0, "E_API_LENGTH", "mm(b)",
                  text("a multiple of ", depth, " numbers"), text(b_size));
  require_moderate_output(length_of(a, "mm(a)") / depth, b_size / depth, "mm()");
  return array_of(matrix_of(a, depth, "mm(a)") * matrix_of(b, b_size / depth, "mm(b)"));
}

Float32Array linear(const Float32Array& input, const Float32Array& weight, const Float32Array& bias) {
  const Index out = length_of(bias, "linear(bias)");
  const Index size = length_of(weight, "linear(weight)");
  INKLING_REQUIRE(out > 0 && size > 0 && size % out == 0, "E_API_LENGTH", "linear(weight)",
                  text("a multiple of the bias's ", out, " numbers"), text(size));
  const Index in = size / out;
  require_moderate_output(length_of(input, "linear(input)") / in, out, "linear()");
  return array_of(inkling::linear<float>(matrix_of(input, in, "linear(input)"),
                                         matrix_of(weight, in, "linear(weight)"),
                                         matrix_of(bias, out, "linear(bias)")));
}

Float32Array relu(const Float32Array& input) {
  return array_of(inkling::relu<float>(matrix_of(input, 1, "relu(input)")));
}

Float32Array softmax(const Float32Array& logits, double classes) {
  return array_of(
      inkling::softmax<float>(matrix_of(logits, whole(classes, 1, "softmax(classes)"), "softmax(logits)")));
}

Float32Array log_softmax(const Float32Array& logits, double classes) {
  return array_of(inkling::log_softmax<float>(
      matrix_of(logits, whole(classes, 1, "logSoftmax(classes)"), "logSoftmax(logits)")));
}

double cross_entropy(const Float32Array& logits, const Uint8Array& labels) {
  const auto targets = copy_in<std::uint8_t>(labels, "Uint8Array", "crossEntropy(labels)");
  const Index size = length_of(logits, "crossEntropy(logits)");
  const auto rows = static_cast<Index>(targets.size());
  INKLING_REQUIRE(rows > 0 && size > 0 && size % rows == 0, "E_API_LENGTH", "crossEntropy(logits)",
                  text("as many rows as labels, ", rows), text(size, " numbers"));
  return static_cast<double>(
      inkling::cross_entropy(matrix_of(logits, size / rows, "crossEntropy(logits)"), targets));
}

Float32Array one_hot(const Uint8Array& labels, double classes) {
  INKLING_REQUIRE(classes <= kMaxClasses, "E_API_RANGE", "oneHot(classes)", text("at most ", kMaxClasses),
                  text(classes));
  const Index width = whole(classes, 1, "oneHot(classes)");
  const auto values = copy_in<std::uint8_t>(labels, "Uint8Array", "oneHot(labels)");
  require_moderate_output(static_cast<Index>(values.size()), width, "oneHot()");
  return array_of(inkling::one_hot(values, width));
}

}  // namespace inkling::bindings
