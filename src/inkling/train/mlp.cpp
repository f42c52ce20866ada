#include "inkling/train/mlp.hpp"

#include <algorithm>
#include <memory>

#include "inkling/core/error.hpp"
#include "inkling/nn/batch_norm1d.hpp"
#include "inkling/nn/dropout.hpp"
#include "inkling/nn/gelu.hpp"
#include "inkling/nn/leaky_relu.hpp"
#include "inkling/nn/linear.hpp"
#include "inkling/nn/relu.hpp"
#include "inkling/nn/sigmoid.hpp"
#include "inkling/nn/tanh.hpp"

namespace inkling {
namespace {

/// None for a name that is no activation's.
template <typename Scalar>
std::unique_ptr<BasicModule<Scalar>> make_activation(std::string_view name) {
  if (name == "relu") return std::make_unique<BasicReLU<Scalar>>();
  if (name == "leaky_relu") return std::make_unique<BasicLeakyReLU<Scalar>>();
  if (name == "gelu") return std::make_unique<BasicGELU<Scalar>>();
  if (name == "tanh") return std::make_unique<BasicTanh<Scalar>>();
  if (name == "sigmoid") return std::make_unique<BasicSigmoid<Scalar>>();
  return nullptr;
}

}  // namespace

bool is_activation(std::string_view name) {
  return make_activation<float>(name) != nullptr;
}

template <typename Scalar>
BasicSequential<Scalar> make_basic_mlp(const MlpOptions& options, Generator& generator) {
  const std::vector<Index>& layers = options.layers;
  INKLING_REQUIRE(layers.size() >= 2 && *std::min_element(layers.begin(), layers.end()) >= 1, "E_HP_SIZE",
                  "make_mlp(layers)", "two widths or more, each at least 1", text(layers.size(), " widths"));
  INKLING_REQUIRE(is_activation(options.activation), "E_HP_ACTIVATION", "make_mlp(activation)", kActivations,
                  text('"', options.activation.substr(0, 64), '"'));
  BasicSequential<Scalar> model;
  const std::size_t last = layers.size() - 1;
  for (std::size_t i = 1; i < last; ++i) {
    model.add(text("hidden", i), std::make_unique<BasicLinear<Scalar>>(layers[i - 1], layers[i], generator));
    if (options.batch_norm) model.add(text("bn", i), std::make_unique<BasicBatchNorm1d<Scalar>>(layers[i]));
    model.add(text(options.activation, i), make_activation<Scalar>(options.activation));
    if (options.dropout != 0)
      model.add(text("dropout", i), std::make_unique<BasicDropout<Scalar>>(options.dropout, generator));
  }
  model.add("out", std::make_unique<BasicLinear<Scalar>>(layers[last - 1], layers[last], generator));
  return model;
}

void set_dropout(Sequential& model, double p, Generator& generator) {
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (auto* const dropout = dynamic_cast<Dropout*>(&model.child_at(i))) dropout->set_p(p);
    if (dynamic_cast<Linear*>(&model.child_at(i)) == nullptr || i + 1 == model.size()) continue;
    // A block ends before the next Linear: hidden1, bn1, relu1, dropout1.
    std::size_t end = i + 1;
    while (dynamic_cast<Linear*>(&model.child_at(end)) == nullptr) ++end;
    ++hidden;
    if (p != 0 && dynamic_cast<Dropout*>(&model.child_at(end - 1)) == nullptr)
      model.insert(end, text("dropout", hidden), std::make_unique<Dropout>(p, generator));
  }
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

template BasicSequential<float> make_basic_mlp(const MlpOptions&, Generator&);
template BasicSequential<double> make_basic_mlp(const MlpOptions&, Generator&);

}  // namespace inkling
