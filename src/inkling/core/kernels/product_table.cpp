#include "inkling/core/kernels/product_table.hpp"

#include <vector>

#include "inkling/core/kernels/products_by_width.hpp"

namespace inkling::kernels {
namespace {

const ProductTable* chosen = nullptr;

}  // namespace

std::span<const ProductTable> product_tables() {
  static const std::vector<ProductTable> tables = [] {
    std::vector<ProductTable> out = {portable_products()};
#ifdef INKLING_X86_KERNELS
    if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0)
      out.push_back(avx2_products());
    if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("bmi") != 0)
      out.push_back(avx512_products());
#endif
    return out;
  }();
  return tables;
}

const ProductTable& product_table() {
  return chosen != nullptr ? *chosen : product_tables().back();
}

void use_product_table(const ProductTable& table) {
  chosen = &table;
}

}  // namespace inkling::kernels
