// Every layer there is, for tests that go through all of them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "inkling/nn/batch_norm1d.hpp"
#include "inkling/nn/dropout.hpp"
#include "inkling/nn/flatten.hpp"
#include "inkling/nn/gelu.hpp"
#include "inkling/nn/leaky_relu.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"
#include "inkling/nn/sigmoid.hpp"
#include "inkling/nn/tanh.hpp"

namespace inkling::testing {

template <typename Scalar>
struct LayerKind {
  std::string name;  ///< as in assets/reference/layer_traces.py
  std::function<std::unique_ptr<BasicModule<Scalar>>(Index in, Index out, Generator&)> make;
};

/// Those with a width of their own take `in` to `out`; the others keep `in`.
template <typename Scalar>
std::vector<LayerKind<Scalar>> layer_kinds() {
  const auto keep = [](auto make) {
    return [make](Index, Index, Generator&) -> std::unique_ptr<BasicModule<Scalar>> { return make(); };
  };
  return {
      {"linear",
       [](Index in, Index out, Generator& g) -> std::unique_ptr<BasicModule<Scalar>> {
         return std::make_unique<BasicLinear<Scalar>>(in, out, g);
       }},
      {"linear_no_bias",
       [](Index in, Index out, Generator& g) -> std::unique_ptr<BasicModule<Scalar>> {
         return std::make_unique<BasicLinear<Scalar>>(in, out, g, false);
       }},
      {"relu", keep([] { return std::make_unique<BasicReLU<Scalar>>(); })},
      {"leaky_relu", keep([] { return std::make_unique<BasicLeakyReLU<Scalar>>(0.2); })},
      {"tanh", keep([] { return std::make_unique<BasicTanh<Scalar>>(); })},
      {"sigmoid", keep([] { return std::make_unique<BasicSigmoid<Scalar>>(); })},
      {"gelu", keep([] { return std::make_unique<BasicGELU<Scalar>>(); })},
      {"gelu_tanh", keep([] { return std::make_unique<BasicGELU<Scalar>>(GELUApproximate::tanh); })},
      {"dropout",
       [](Index, Index, Generator& g) -> std::unique_ptr<BasicModule<Scalar>> {
         return std::make_unique<BasicDropout<Scalar>>(0.3, g);
       }},
      {"batch_norm1d",
       [](Index in, Index, Generator&) -> std::unique_ptr<BasicModule<Scalar>> {
         return std::make_unique<BasicBatchNorm1d<Scalar>>(in);
       }},
      {"batch_norm1d_plain",
       [](Index in, Index, Generator&) -> std::unique_ptr<BasicModule<Scalar>> {
         return std::make_unique<BasicBatchNorm1d<Scalar>>(
             in, BatchNorm1dOptions{.eps = 1e-3, .momentum = {}, .affine = false});
       }},
      {"flatten", keep([] { return std::make_unique<BasicFlatten<Scalar>>(); })},
  };
}

}  // namespace inkling::testing
