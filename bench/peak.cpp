// What this processor can do at most: billions of 32-bit floating point operations a second on one core, by
// instruction set. Independent chains of multiplications and additions in registers; no memory is touched.
// Prints one JSON object.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <immintrin.h>

namespace {

constexpr long rounds = 4'000'000;
constexpr int chains = 12;  // more than latency times units: 4 cycles, 2 units

volatile float seed = 1;  // not known to the compiler, so that it computes every chain
volatile float sink;

/// Of three tries the quickest: the others met something else on the machine.
template <class Run>
double gflops(Run run, int operations_a_round) {
  double best = 0;
  for (int i = 0; i < 3; ++i) {
    const auto start = std::chrono::steady_clock::now();
    run();
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    best = std::max(best, rounds * static_cast<double>(operations_a_round) / spent.count() / 1e9);
  }
  return best;
}

// One function for each set: the attribute does not reach into lambdas or templates.

void sse_chains() {
  const __m128 factor = _mm_set1_ps(0.999F);
  const __m128 term = _mm_set1_ps(0.001F);
  __m128 sums[chains];
  for (int j = 0; j < chains; ++j) sums[j] = _mm_set1_ps(seed + static_cast<float>(j));
  for (long i = 0; i < rounds; ++i) {
#pragma GCC unroll 12
    for (int j = 0; j < chains; ++j) sums[j] = _mm_add_ps(_mm_mul_ps(sums[j], factor), term);
  }
  for (int j = 0; j < chains; ++j) sink = _mm_cvtss_f32(sums[j]);
}

__attribute__((target("avx2,fma"))) void avx2_chains() {
  const __m256 factor = _mm256_set1_ps(0.999F);
  const __m256 term = _mm256_set1_ps(0.001F);
  __m256 sums[chains];
  for (int j = 0; j < chains; ++j) sums[j] = _mm256_set1_ps(seed + static_cast<float>(j));
  for (long i = 0; i < rounds; ++i) {
#pragma GCC unroll 12
    for (int j = 0; j < chains; ++j) sums[j] = _mm256_fmadd_ps(sums[j], factor, term);
  }
  for (int j = 0; j < chains; ++j) sink = _mm256_cvtss_f32(sums[j]);
}

__attribute__((target("avx512f"))) void avx512_chains() {
  const __m512 factor = _mm512_set1_ps(0.999F);
  const __m512 term = _mm512_set1_ps(0.001F);
  __m512 sums[chains];
  for (int j = 0; j < chains; ++j) sums[j] = _mm512_set1_ps(seed + static_cast<float>(j));
  for (long i = 0; i < rounds; ++i) {
#pragma GCC unroll 12
    for (int j = 0; j < chains; ++j) sums[j] = _mm512_fmadd_ps(sums[j], factor, term);
  }
  for (int j = 0; j < chains; ++j) sink = _mm512_cvtss_f32(sums[j]);
}

}  // namespace

int main() {
  std::printf("{\"SSE2\":%.1f", gflops(sse_chains, chains * 4 * 2));
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    std::printf(",\"AVX2 with FMA\":%.1f", gflops(avx2_chains, chains * 8 * 2));
  if (__builtin_cpu_supports("avx512f"))
    std::printf(",\"AVX-512\":%.1f", gflops(avx512_chains, chains * 16 * 2));
  std::printf("}\n");
}
