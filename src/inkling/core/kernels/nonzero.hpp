// Gathers the numbers of a row that are not zero.
#pragma once

#include <array>

#include "inkling/core/kernels/lanes.hpp"

namespace inkling::kernels {
namespace {

inline constexpr std::int64_t kSlack = 16;  // numbers that may be written behind the last one

typedef std::uint32_t Offsets __attribute__((vector_size(16)));

#if defined(__wasm_simd128__) || defined(__AVX__)
/// For each set of the four lanes: the bytes (WebAssembly) or lanes (AVX) that move them to the front.
struct Shuffle {
  alignas(16) std::uint8_t bytes[16];
};
constexpr std::array<Shuffle, 16> make_shuffles() {
  std::array<Shuffle, 16> all{};
  for (unsigned set = 0; set < 16; ++set) {
    unsigned to = 0;
    for (unsigned lane = 0; lane < 4; ++lane)
      if ((set >> lane & 1) != 0) {
        for (unsigned byte = 0; byte < 4; ++byte)
          all[set].bytes[4 * to + byte] = static_cast<std::uint8_t>(4 * lane + byte);
        ++to;
      }
  }
  return all;
}
inline constexpr std::array<Shuffle, 16> kShuffles = make_shuffles();
inline constexpr std::uint8_t kCounts[16] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};
#endif

/// Four numbers. Without a branch: which pixels are inked cannot be foretold.
inline std::uint32_t append_four(const float* from, Offsets at, float* values, std::uint32_t* offsets,
                                 std::uint32_t count) {
#if defined(__wasm_simd128__)
  const v128_t four = wasm_v128_load(from);
  const std::uint32_t set = wasm_i32x4_bitmask(wasm_f32x4_ne(four, wasm_f32x4_const_splat(0)));
  const v128_t shuffle = wasm_v128_load(kShuffles[set].bytes);
  wasm_v128_store(values + count, wasm_i8x16_swizzle(four, shuffle));
  wasm_v128_store(offsets + count, wasm_i8x16_swizzle(static_cast<v128_t>(at), shuffle));
  return count + kCounts[set];
#elif defined(__AVX__)
  const __m128 four = _mm_loadu_ps(from);
  const auto set = static_cast<unsigned>(_mm_movemask_ps(_mm_cmpneq_ps(four, _mm_setzero_ps())));
  const __m128i shuffle = _mm_load_si128(reinterpret_cast<const __m128i*>(kShuffles[set].bytes));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(values + count),
                   _mm_shuffle_epi8(_mm_castps_si128(four), shuffle));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(offsets + count),
                   _mm_shuffle_epi8(reinterpret_cast<__m128i>(at), shuffle));
  return count + kCounts[set];
#else
  for (int i = 0; i < 4; ++i) {
    values[count] = from[i];
    offsets[count] = at[i];
    count += from[i] != 0 ? 1U : 0U;
  }
  return count;
#endif
}

/// Appends from[i] for each i < size where it is not 0, with the offset i · row, and gives the new count.
template <int Lanes>
inline std::uint32_t append_nonzero(const float* from, std::int64_t size, std::uint32_t row, float* values,
                                    std::uint32_t* offsets, std::uint32_t count) {
  std::int64_t i = 0;
#if defined(__AVX512F__)
  if constexpr (Lanes == 16) {
    const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m512i step = _mm512_set1_epi32(static_cast<int>(16 * row));
    __m512i at = _mm512_mullo_epi32(lanes, _mm512_set1_epi32(static_cast<int>(row)));
    for (; i + 16 <= size; i += 16, at = _mm512_add_epi32(at, step)) {
      const __m512 all = _mm512_loadu_ps(from + i);
      const __mmask16 set = _mm512_cmp_ps_mask(all, _mm512_setzero_ps(), _CMP_NEQ_UQ);
      _mm512_storeu_ps(values + count, _mm512_maskz_compress_ps(set, all));
      _mm512_storeu_si512(offsets + count, _mm512_maskz_compress_epi32(set, at));
      count += static_cast<std::uint32_t>(__builtin_popcount(set));
    }
  }
#endif
  const auto done = static_cast<std::uint32_t>(i);
  Offsets at = Offsets{0, row, 2 * row, 3 * row} + done * row;
  for (; i + 4 <= size; i += 4, at += 4 * row) count = append_four(from + i, at, values, offsets, count);
  for (; i < size; ++i) {
    values[count] = from[i];
    offsets[count] = static_cast<std::uint32_t>(i) * row;
    count += from[i] != 0 ? 1U : 0U;
  }
  return count;
}

}  // namespace
}  // namespace inkling::kernels
