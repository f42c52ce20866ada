#include "inkling/nn/fingerprint.hpp"

#include <bit>
#include <cstdint>

#include "inkling/core/number_text.hpp"

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
  return hex_text(hash, 16).substr(2);
}

}  // namespace inkling
