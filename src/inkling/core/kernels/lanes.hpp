// Vectors of floats, by the compiler's own vector types: SIMD128, SSE, AVX, NEON or plain C++, from one
// source.
//
// Everything here has internal linkage. The files that include it are compiled for different processors, and
// were a function shared between them, the linker might keep the one that not every processor can run.
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <immintrin.h>
#endif

namespace inkling::kernels {
namespace {

template <int Lanes>
struct LanesOf {
  typedef float Vector __attribute__((vector_size(Lanes * sizeof(float))));
};
template <int Lanes>
using Vector = typename LanesOf<Lanes>::Vector;

template <int Lanes>
inline Vector<Lanes> load(const float* from) {
  Vector<Lanes> out;
  std::memcpy(&out, from, sizeof out);
  return out;
}

template <int Lanes>
inline void store(float* to, const Vector<Lanes>& values) {
  std::memcpy(to, &values, sizeof values);
}

/// `value` in every lane.
template <int Lanes>
inline Vector<Lanes> splat(const float& value) {
#if defined(__wasm_simd128__)
  return static_cast<Vector<Lanes>>(wasm_v128_load32_splat(&value));
#else
  return value - Vector<Lanes>{};  // unlike value + 0, this is value also for -0, and compilers know it
#endif
}

}  // namespace
}  // namespace inkling::kernels
