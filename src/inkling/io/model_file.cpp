#include "inkling/io/model_file.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

constexpr std::int64_t kMaxCount = std::int64_t{1} << 53;  // batches tracked: no training gets there

std::string shape_text(const std::vector<Index>& shape) {
  std::string out;
  for (const Index size : shape) out += text(out.empty() ? "" : " × ", size);
  return out.empty() ? "a single number" : out;
}

/// One place of the model that a tensor goes to.
struct Slot {
  std::string name;
  std::vector<Index> shape;
  std::variant<Matrix*, std::int64_t*> value;

  [[nodiscard]] DType dtype() const {
    return std::holds_alternative<Matrix*>(value) ? DType::f32 : DType::i64;
  }
};

std::vector<Slot> slots_of(Module& model) {
  std::vector<Slot> slots;
  for (const auto& [name, parameter] : model.named_parameters())
    slots.push_back({name, parameter->shape, &parameter->value});
  for (const auto& [name, value] : model.named_buffers()) {
    const auto* const row = std::get_if<Matrix*>(&value);
    slots.push_back(
        {name, row != nullptr ? std::vector<Index>{(*row)->size()} : std::vector<Index>{}, value});
  }
  return slots;
}

void check_tensor(const NamedTensor* tensor, const Slot& slot, const std::string& name) {
  const std::string where = name + ", " + slot.name;
  const std::vector<Index>& shape = slot.shape;
  INKLING_REQUIRE(tensor != nullptr, "E_ST_MODEL", where, shape_text(shape), "no tensor of that name");
  const bool transposed = shape.size() == 2 && tensor->shape == std::vector<Index>{shape[1], shape[0]};
  INKLING_REQUIRE(tensor->shape == shape, "E_ST_MODEL", where, shape_text(shape), shape_text(tensor->shape),
                  transposed ? "Is it transposed?" : "");
  INKLING_REQUIRE(tensor->values.dtype() == slot.dtype(), "E_ST_DTYPE", where,
                  std::string(name_of(slot.dtype())), std::string(name_of(tensor->values.dtype())),
                  slot.dtype() == DType::f32 ? "In PyTorch, model.float() before saving makes it so." : "");
  if (slot.dtype() == DType::i64) {
    const std::int64_t count = tensor->values.as<std::int64_t>().front();
    INKLING_REQUIRE(count >= 0 && count <= kMaxCount, "E_ST_VALUE", where, text("0 to ", kMaxCount),
                    text(count));
    return;
  }
  const std::vector<float>& values = tensor->values.as<float>();
  const auto bad =
      std::count_if(values.begin(), values.end(), [](float value) { return !std::isfinite(value); });
  INKLING_REQUIRE(bad == 0, "E_ST_NONFINITE", where, "finite numbers", text(bad, " NaN or infinite"));
  const bool variance = slot.name.ends_with("running_var");
  INKLING_REQUIRE(!variance || *std::min_element(values.begin(), values.end()) >= 0, "E_ST_VALUE", where,
                  "variances of at least 0", "a negative one");
}

void copy_into(const Slot& slot, const TensorValues& values) {
  if (const auto* const counter = std::get_if<std::int64_t*>(&slot.value)) {
    **counter = values.as<std::int64_t>().front();
    return;
  }
  const std::vector<float>& numbers = values.as<float>();
  std::copy(numbers.begin(), numbers.end(), std::get<Matrix*>(slot.value)->data());
}

TensorValues values_of(const Slot& slot) {
  if (const auto* const counter = std::get_if<std::int64_t*>(&slot.value))
    return std::vector<std::int64_t>{**counter};
  const Matrix& matrix = *std::get<Matrix*>(slot.value);
  return std::vector<float>(matrix.data(), matrix.data() + matrix.size());
}

}  // namespace

TensorFile state_dict(Module& model) {
  TensorFile file;
  for (const Slot& slot : slots_of(model)) file.tensors.push_back({slot.name, slot.shape, values_of(slot)});
  return file;
}

void load_state_dict(Module& model, const TensorFile& file, const std::string& name) {
  const std::vector<Slot> slots = slots_of(model);
  for (const Slot& slot : slots) check_tensor(file.find(slot.name), slot, name);
  for (const NamedTensor& tensor : file.tensors) {
    const bool known = std::any_of(slots.begin(), slots.end(),
                                   [&tensor](const Slot& slot) { return slot.name == tensor.name; });
    INKLING_REQUIRE(known, "E_ST_MODEL", name, "no tensors but the network's", '"' + tensor.name + '"');
  }
  for (const Slot& slot : slots) copy_into(slot, file.find(slot.name)->values);
}

std::vector<Index> mlp_layers(const TensorFile& file, const std::string& name) {
  std::vector<Index> layers;
  const auto append = [&](const std::string& layer) {
    const NamedTensor* weight = file.find(layer + ".weight");
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
