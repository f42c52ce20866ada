// torch.randn on the CPU.
#pragma once

#include <span>

#include "inkling/core/random.hpp"
#include "inkling/core/types.hpp"

namespace inkling {

/// Overwrites `values` with normally distributed numbers, mean 0 and variance 1, as
/// torch.randn(values.size()) draws them: up to 15 one by one in double, from 16 on by Box and Muller over
/// blocks of 16 uniform floats, bitwise what torch's AVX2 kernel computes, on every platform. (torch itself
/// differs in the last place between machines with and without AVX2.)
void randn(std::span<float> values, Generator& generator);

/// torch.randn(rows, columns). Error E_API_TOOBIG for 2^31 numbers or more.
Matrix randn(Index rows, Index columns, Generator& generator);

}  // namespace inkling
