#include "inkling/core/kernels/lane_products.hpp"
#include "inkling/core/kernels/products_by_width.hpp"

namespace inkling::kernels {

ProductTable avx512_products() {
  return {"AVX-512", 16, product<16>, transposed_product<16>};
}

}  // namespace inkling::kernels
