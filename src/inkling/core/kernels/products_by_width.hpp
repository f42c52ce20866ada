// One table for each width of vectors. Each is made in a file of its own, compiled for its processors.
#pragma once

#include "inkling/core/kernels/product_table.hpp"

namespace inkling::kernels {

ProductTable portable_products();  ///< 4 lanes: SIMD128, SSE2, NEON or plain C++
ProductTable avx2_products();
ProductTable avx512_products();

}  // namespace inkling::kernels
