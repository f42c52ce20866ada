#include "inkling/nn/fingerprint.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>

namespace inkling {

std::string fingerprint(Module& model) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const NamedParameter& named : model.named_parameters()) {
    const Matrix& values = named.parameter->value;
    for (Index i = 0; i < values.size(); ++i) {
      const auto bits = std::bit_cast<std::uint32_t>(values.data()[i]);
      for (unsigned shift = 0; shift < 32; shift += 8) {  // lowest byte first, whatever the machine's order
        hash ^= bits >> shift & 0xffU;
        hash *= 0x100000001b3U;
      }
    }
  }
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
  return text.data();
}

}  // namespace inkling
