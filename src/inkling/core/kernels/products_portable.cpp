#include "inkling/core/kernels/lane_products.hpp"
#include "inkling/core/kernels/products_by_width.hpp"

namespace inkling::kernels {

ProductTable portable_products() {
  return {"portable", 4, product<4>, transposed_product<4>};
}

}  // namespace inkling::kernels
