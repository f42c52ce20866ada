#include "inkling/io/tensor_values.hpp"

#include <array>

namespace inkling {

std::string_view name_of(DType dtype) {
  constexpr std::array<std::string_view, 3> kNames = {"F32", "F64", "I64"};
  return kNames[static_cast<std::size_t>(dtype)];
}

std::size_t size_of(DType dtype) {
  return dtype == DType::f32 ? 4 : 8;
}

TensorValues TensorValues::zeros(DType dtype, std::size_t count) {
  switch (dtype) {
    case DType::f64:
      return std::vector<double>(count);
    case DType::i64:
      return std::vector<std::int64_t>(count);
    case DType::f32:
      break;
  }
  return std::vector<float>(count);
}

std::size_t TensorValues::size() const {
  return std::visit([](const auto& values) { return values.size(); }, values_);
}

std::span<const std::byte> TensorValues::bytes() const {
  return std::visit([](const auto& values) { return std::as_bytes(std::span(values)); }, values_);
}

std::span<std::byte> TensorValues::bytes() {
  return std::visit([](auto& values) { return std::as_writable_bytes(std::span(values)); }, values_);
}

}  // namespace inkling
