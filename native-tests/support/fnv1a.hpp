// The hash that assets/reference/fnv1a.py computes.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <span>
#include <string>

namespace inkling::testing {

/// FNV-1a, 64 bits, over the numbers' bytes, in hexadecimal.
inline std::string fnv1a(std::span<const float> values) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const float value : values) {
    std::array<unsigned char, sizeof(float)> bytes{};
    std::memcpy(bytes.data(), &value, bytes.size());
    for (const unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001b3U;
  }
  std::array<char, 17> hex{};
  std::snprintf(hex.data(), hex.size(), "%016llx", static_cast<unsigned long long>(hash));
  return hex.data();
}

}  // namespace inkling::testing
