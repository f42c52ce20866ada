#include "inkling/core/kernels/lane_products.hpp"
#include "inkling/core/kernels/products_by_width.hpp"

namespace inkling::kernels {

ProductTable avx2_products() {
  return {"AVX2", 8, product<8>, transposed_product<8>};
}

}  // namespace inkling::kernels
