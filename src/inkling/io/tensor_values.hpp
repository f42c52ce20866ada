// The numbers of a named tensor, of one of the types that this program reads and writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace inkling {

/// PyTorch's float32 for weights, int64 for counters such as num_batches_tracked, float64 for references.
enum class DType { f32, f64, i64 };

/// As safetensors spells it: "F32".
std::string_view name_of(DType dtype);
std::size_t size_of(DType dtype);  ///< bytes of one number

class TensorValues {
 public:
  TensorValues() = default;
  // NOLINTBEGIN(google-explicit-constructor): a list of numbers is what it holds
  TensorValues(std::initializer_list<float> values) : values_(std::vector<float>(values)) {}
  TensorValues(std::vector<float> values) : values_(std::move(values)) {}
  TensorValues(std::vector<double> values) : values_(std::move(values)) {}
  TensorValues(std::vector<std::int64_t> values) : values_(std::move(values)) {}
  // NOLINTEND(google-explicit-constructor)

  /// `count` zeros.
  static TensorValues zeros(DType dtype, std::size_t count);

  [[nodiscard]] DType dtype() const { return static_cast<DType>(values_.index()); }
  [[nodiscard]] std::size_t size() const;

  /// float, double or std::int64_t. Throws std::bad_variant_access when they are of another type.
  template <typename T>
  [[nodiscard]] const std::vector<T>& as() const {
    return std::get<std::vector<T>>(values_);
  }
  template <typename T>
  [[nodiscard]] std::vector<T>& as() {
    return std::get<std::vector<T>>(values_);
  }

  /// As they lie in memory, and so in the file: values are moved as bits.
  [[nodiscard]] std::span<const std::byte> bytes() const;
  [[nodiscard]] std::span<std::byte> bytes();

 private:
  std::variant<std::vector<float>, std::vector<double>, std::vector<std::int64_t>> values_;  // DType's order
};

}  // namespace inkling
