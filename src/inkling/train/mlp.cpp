#include "inkling/train/mlp.hpp"

#include <algorithm>
#include <memory>

#include "inkling/core/error.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"

namespace inkling {

template <typename Scalar>
BasicSequential<Scalar> make_basic_mlp(const std::vector<Index>& layers, Generator& generator) {
  INKLING_REQUIRE(layers.size() >= 2 && *std::min_element(layers.begin(), layers.end()) >= 1, "E_HP_SIZE",
                  "make_mlp(layers)", "two widths or more, each at least 1", text(layers.size(), " widths"));
  BasicSequential<Scalar> model;
  const std::size_t last = layers.size() - 1;
  for (std::size_t i = 1; i <= last; ++i) {
    model.add(i < last ? text("hidden", i) : "out",
              std::make_unique<BasicLinear<Scalar>>(layers[i - 1], layers[i], generator));
    if (i < last) model.add(text("relu", i), std::make_unique<BasicReLU<Scalar>>());
  }
  return model;
}

void require_fits(const std::vector<Index>& layers, const Dataset& dataset) {
  INKLING_REQUIRE(layers.front() == dataset.features(), "E_IDX_SHAPE", "layers",
                  text("the first width to be the images' ", dataset.rows(), " × ", dataset.columns(), " = ",
                       dataset.features(), " pixels"),
                  text(layers.front()));
  INKLING_REQUIRE(layers.back() == dataset.classes(), "E_IDX_LABEL", "layers",
                  text("the last width to be the data's ", dataset.classes(), " classes"),
                  text(layers.back()));
}

template BasicSequential<float> make_basic_mlp(const std::vector<Index>&, Generator&);
template BasicSequential<double> make_basic_mlp(const std::vector<Index>&, Generator&);

}  // namespace inkling
