#include "inkling/io/model_file.hpp"

#include <algorithm>
#include <cmath>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

const NamedTensor* find(const TensorFile& file, const std::string& tensor) {
  const auto found = std::find_if(file.tensors.begin(), file.tensors.end(),
                                  [&tensor](const NamedTensor& t) { return t.name == tensor; });
  return found == file.tensors.end() ? nullptr : &*found;
}

std::string shape_text(const std::vector<Index>& shape) {
  std::string out;
  for (const Index size : shape) out += text(out.empty() ? "" : " × ", size);
  return out.empty() ? "a single number" : out;
}

void check_tensor(const NamedTensor* tensor, const NamedParameter& wanted, const std::string& name) {
  const std::string where = name + ", " + wanted.name;
  const std::vector<Index>& shape = wanted.parameter->shape;
  INKLING_REQUIRE(tensor != nullptr, "E_ST_MODEL", where, shape_text(shape), "no tensor of that name");
  const bool transposed = shape.size() == 2 && tensor->shape == std::vector<Index>{shape[1], shape[0]};
  INKLING_REQUIRE(tensor->shape == shape, "E_ST_MODEL", where, shape_text(shape), shape_text(tensor->shape),
                  transposed ? "Is it transposed?" : "");
  const auto bad = std::count_if(tensor->values.begin(), tensor->values.end(),
                                 [](float value) { return !std::isfinite(value); });
  INKLING_REQUIRE(bad == 0, "E_ST_NONFINITE", where, "finite numbers", text(bad, " NaN or infinite"));
}

}  // namespace

std::vector<std::uint8_t> save_parameters(Module& model) {
  TensorFile file;
  for (const auto& [name, parameter] : model.named_parameters()) {
    const Matrix& value = parameter->value;
    file.tensors.push_back({name, parameter->shape, {value.data(), value.data() + value.size()}});
  }
  return write_safetensors(file);
}

void load_parameters(Module& model, const TensorFile& file, const std::string& name) {
  const std::vector<NamedParameter> parameters = model.named_parameters();
  for (const NamedParameter& wanted : parameters) check_tensor(find(file, wanted.name), wanted, name);
  for (const NamedTensor& tensor : file.tensors) {
    const bool known = std::any_of(parameters.begin(), parameters.end(),
                                   [&tensor](const NamedParameter& p) { return p.name == tensor.name; });
    INKLING_REQUIRE(known, "E_ST_MODEL", name, "no tensors but the network's", '"' + tensor.name + '"');
  }
  for (const NamedParameter& wanted : parameters) {
    const NamedTensor& tensor = *find(file, wanted.name);
    std::copy(tensor.values.begin(), tensor.values.end(), wanted.parameter->value.data());
  }
}

std::vector<Index> mlp_layers(const TensorFile& file, const std::string& name) {
  std::vector<Index> layers;
  const auto append = [&](const std::string& layer) {
    const NamedTensor* weight = find(file, layer + ".weight");
    if (weight == nullptr) return false;
    INKLING_REQUIRE(weight->shape.size() == 2, "E_ST_MODEL", name + ", " + layer + ".weight",
                    "two dimensions, (out, in)", shape_text(weight->shape));
    if (layers.empty()) layers.push_back(weight->shape[1]);
    INKLING_REQUIRE(weight->shape[1] == layers.back(), "E_ST_MODEL", name + ", " + layer + ".weight",
                    text(layers.back(), " inputs, as the layer before it has outputs"),
                    text(weight->shape[1]), "Is it transposed?");
    layers.push_back(weight->shape[0]);
    return true;
  };
  for (std::size_t i = 1; append(text("hidden", i));) ++i;
  INKLING_REQUIRE(append("out"), "E_ST_MODEL", name, "tensors hidden1.weight, ..., out.weight",
                  file.tensors.empty() ? "no tensors" : '"' + file.tensors.front().name + "\" and others");
  return layers;
}

}  // namespace inkling
