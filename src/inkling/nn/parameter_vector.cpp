#include "inkling/nn/parameter_vector.hpp"

#include <bit>
#include <cmath>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

constexpr std::size_t kBytes = 4;  // of a number

float number_at(std::span<const std::uint8_t> bytes, std::size_t index) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < kBytes; ++i) bits |= std::uint32_t{bytes[index * kBytes + i]} << (8 * i);
  return std::bit_cast<float>(bits);
}

}  // namespace

std::vector<std::uint8_t> parameters_to_vector(Module& model) {
  std::vector<std::uint8_t> out;
  for (const NamedParameter& named : model.named_parameters()) {
    const Matrix& values = named.parameter->value;
    for (Index i = 0; i < values.size(); ++i) {
      const auto bits = std::bit_cast<std::uint32_t>(values.data()[i]);
      for (unsigned shift = 0; shift < 32; shift += 8)
        out.push_back(static_cast<std::uint8_t>(bits >> shift));
    }
  }
  return out;
}

void vector_to_parameters(std::span<const std::uint8_t> vector, Module& model, const std::string& name) {
  std::size_t count = 0;
  for (const NamedParameter& named : model.named_parameters())
    count += static_cast<std::size_t>(named.parameter->value.size());
  INKLING_REQUIRE(vector.size() == count * kBytes, "E_ST_LENGTH", name,
                  text(count, " parameters of ", kBytes, " bytes"), text(vector.size(), " bytes"));
  for (std::size_t i = 0; i < count; ++i)
    INKLING_REQUIRE(std::isfinite(number_at(vector, i)), "E_ST_NONFINITE", name, "finite numbers",
                    text(number_at(vector, i), " at ", i));
  std::size_t next = 0;
  for (const NamedParameter& named : model.named_parameters()) {
    Matrix& values = named.parameter->value;
    for (Index i = 0; i < values.size(); ++i) values.data()[i] = number_at(vector, next++);
  }
}

}  // namespace inkling
