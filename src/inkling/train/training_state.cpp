#include "inkling/train/training_state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/io/model_file.hpp"

namespace inkling {
namespace {

using Integers = std::vector<std::int64_t>;
using Doubles = std::vector<double>;

constexpr std::string_view kModel = "model.";
constexpr std::string_view kOptimizer = "optimizer.";
constexpr Index kReportFields = 6;
constexpr Index kEarlierReportFields = 5;  // without the training accuracy

Index length(std::size_t size) {
  return static_cast<Index>(size);
}

/// Adds tensors under the names that Fields finds them by.
class Writer {
 public:
  void number(const std::string& name, std::int64_t value) { add(name, {}, Integers{value}); }
  void number(const std::string& name, double value) { add(name, {}, Doubles{value}); }
  void numbers(const std::string& name, Integers values) {
    const Index size = length(values.size());
    add(name, {size}, std::move(values));
  }
  void add(std::string name, std::vector<Index> shape, TensorValues values) {
    file.tensors.push_back({std::move(name), std::move(shape), std::move(values)});
  }

  TensorFile file;
};

/// Takes tensors out, and knows what was not taken.
class Fields {
 public:
  Fields(const TensorFile& file, const std::string& name) : file_(file), name_(name) {}

  [[nodiscard]] bool has(const std::string& tensor) const { return file_.find(tensor) != nullptr; }

  const NamedTensor& take(const std::string& tensor, DType dtype, std::size_t rank) {
    const NamedTensor* const found = file_.find(tensor);
    INKLING_REQUIRE(found != nullptr, "E_ST_STATE", name_ + ", " + tensor, "a tensor of that name", "none");
    INKLING_REQUIRE(found->values.dtype() == dtype && found->shape.size() == rank, "E_ST_STATE",
                    name_ + ", " + tensor, text(name_of(dtype), " of ", rank, " dimensions"),
                    text(name_of(found->values.dtype()), " of ", found->shape.size()));
    ++taken_;
    return *found;
  }
  std::int64_t integer(const std::string& tensor) {
    return take(tensor, DType::i64, 0).values.as<std::int64_t>().front();
  }
  /// Of 31 bits, also where an Index has more: the same files are good everywhere.
  Index count(const std::string& tensor) {
    const std::int64_t value = integer(tensor);
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    INKLING_REQUIRE(value >= 0 && value <= kMost, "E_ST_STATE", name_ + ", " + tensor, text("0 to ", kMost),
                    text(value));
    return static_cast<Index>(value);
  }
  bool flag(const std::string& tensor) {
    const std::int64_t value = integer(tensor);
    INKLING_REQUIRE(value == 0 || value == 1, "E_ST_STATE", name_ + ", " + tensor, "0 or 1", text(value));
    return value == 1;
  }
  double number(const std::string& tensor) {
    const std::vector<double>& values = take(tensor, DType::f64, 0).values.as<double>();
    require_finite(tensor, values);
    return values.front();
  }
  template <typename Numbers>
  void require_finite(const std::string& tensor, const Numbers& values) const {
    INKLING_REQUIRE(
        std::all_of(values.begin(), values.end(), [](auto value) { return std::isfinite(value); }),
        "E_ST_STATE", name_ + ", " + tensor, "finite numbers", "NaN or infinity");
  }
  std::vector<std::uint32_t> words(const std::string& tensor) {
    const Integers& values = take(tensor, DType::i64, 1).values.as<std::int64_t>();
    std::vector<std::uint32_t> words;
    words.reserve(values.size());
    for (const std::int64_t value : values) {
      INKLING_REQUIRE(value >= 0 && value <= std::numeric_limits<std::uint32_t>::max(), "E_ST_STATE",
                      name_ + ", " + tensor, "numbers of 32 bits", text(value));
      words.push_back(static_cast<std::uint32_t>(value));
    }
    return words;
  }
  void also_taken(std::size_t count) { taken_ += count; }
  void require_all_taken() const {
    INKLING_REQUIRE(taken_ == file_.tensors.size(), "E_ST_STATE", name_, text(taken_, " tensors"),
                    text(file_.tensors.size()), "Was it saved by a newer version, or from another network?");
  }

 private:
  const TensorFile& file_;
  const std::string& name_;
  std::size_t taken_ = 0;
};

void write_optimizer(Writer& out, const Optimizer& optimizer) {
  for (const auto& [name, shape, values] : optimizer.named_state())
    out.add(text(kOptimizer, name), shape,
            std::vector<float>(values->data(), values->data() + values->size()));
  out.number("optimizer.step", optimizer.step_count());
  out.number("optimizer.lr", optimizer.lr());
  if (optimizer.momentum()) out.number("optimizer.momentum", *optimizer.momentum());
}

void read_optimizer(Fields& in, const TensorFile& file, Index steps_done, Optimizer& optimizer) {
  const Index steps = in.count("optimizer.step");
  INKLING_REQUIRE(steps == steps_done, "E_ST_STATE", "optimizer.step", "as many steps as the run has done",
                  text(steps));
  optimizer.set_lr(in.number("optimizer.lr"));
  if (optimizer.momentum()) optimizer.set_momentum(in.number("optimizer.momentum"));
  std::vector<Matrix> values;  // whole before they are pointed to
  std::vector<const NamedTensor*> tensors;
  for (const NamedTensor& tensor : file.tensors)
    if (tensor.name.starts_with(kOptimizer) && tensor.values.dtype() == DType::f32)
      tensors.push_back(&tensor);
  values.reserve(tensors.size());
  std::vector<NamedState> state;
  for (const NamedTensor* const tensor : tensors) {
    const std::vector<Index>& shape = tensor->shape;
    const std::vector<float>& numbers = tensor->values.as<float>();
    in.require_finite(tensor->name, numbers);
    const Index columns = shape.empty() ? 1 : shape.back();
    values.emplace_back(Eigen::Map<const Matrix>(numbers.data(), length(numbers.size()) / columns, columns));
    state.push_back({tensor->name.substr(kOptimizer.size()), shape, &values.back()});
  }
  optimizer.load_state(steps, state);
  in.also_taken(state.size());
}

void write_generator(Writer& out, const GeneratorState& state) {
  out.numbers("generator.words", Integers(state.words.begin(), state.words.end()));
  out.number("generator.next", static_cast<std::int64_t>(state.next));
  if (state.next_normal) out.number("generator.next_normal", *state.next_normal);
}

void read_generator(Fields& in, const std::string& name, Generator& generator) {
  GeneratorState state;
  const std::vector<std::uint32_t> words = in.words("generator.words");
  INKLING_REQUIRE(words.size() == state.words.size(), "E_ST_STATE", name + ", generator.words",
                  text(state.words.size(), " words"), text(words.size()));
  std::copy(words.begin(), words.end(), state.words.begin());
  state.next = static_cast<std::size_t>(in.count("generator.next"));
  if (in.has("generator.next_normal")) state.next_normal = in.number("generator.next_normal");
  generator.set_state(state);
}

void write_fit(Writer& out, const FitState& state) {
  const DataLoaderState& loader = state.trainer.loader;
  if (!loader.order.empty()) out.numbers("loader.order", Integers(loader.order.begin(), loader.order.end()));
  out.number("loader.batch", std::int64_t{loader.batch});
  out.number("loader.begun", std::int64_t{loader.begun});
  out.number("loader.pass_ended", std::int64_t{loader.pass_ended});
  out.number("fit.epoch", std::int64_t{state.trainer.epoch});
  out.number("fit.steps", std::int64_t{state.trainer.steps});
  out.number("fit.validating", std::int64_t{state.validating});
  out.number("fit.images", std::int64_t{state.images});
  out.number("fit.seconds", state.seconds);
  out.number("fit.loss_sum", state.loss_sum);
  if (state.correct >= 0) out.number("fit.correct", std::int64_t{state.correct});
  if (state.history.empty()) return;
  const bool counted = std::any_of(state.history.begin(), state.history.end(),
                                   [](const EpochReport& report) { return report.train_accuracy >= 0; });
  Doubles history;
  for (const EpochReport& report : state.history) {
    history.insert(history.end(), {report.train_loss, report.validation_loss, report.validation_accuracy,
                                   report.seconds, report.images_per_second});
    if (counted) history.push_back(report.train_accuracy);
  }
  out.add("fit.history", {length(state.history.size()), counted ? kReportFields : kEarlierReportFields},
          std::move(history));
}

std::vector<EpochReport> read_history(Fields& in, const std::string& name) {
  if (!in.has("fit.history")) return {};
  const NamedTensor& tensor = in.take("fit.history", DType::f64, 2);
  const Index fields = tensor.shape[1];
  INKLING_REQUIRE(fields == kReportFields || fields == kEarlierReportFields, "E_ST_STATE",
                  name + ", fit.history", text(kReportFields, " numbers an epoch"), text(fields));
  const Doubles& numbers = tensor.values.as<double>();
  in.require_finite("fit.history", numbers);
  std::vector<EpochReport> history;
  for (Index epoch = 0; epoch < tensor.shape[0]; ++epoch) {
    const double* const of = numbers.data() + epoch * fields;
    const double accuracy = fields == kReportFields ? of[5] : -1;
    history.push_back({epoch + 1, of[0], of[1], of[2], of[3], of[4], accuracy});
  }
  return history;
}

FitState read_fit(Fields& in, const std::string& name) {
  FitState state;
  DataLoaderState& loader = state.trainer.loader;
  if (in.has("loader.order")) loader.order = in.words("loader.order");
  loader.batch = in.count("loader.batch");
  loader.begun = in.flag("loader.begun");
  loader.pass_ended = in.flag("loader.pass_ended");
  state.trainer.epoch = in.count("fit.epoch");
  state.trainer.steps = in.count("fit.steps");
  state.validating = in.flag("fit.validating");
  state.images = in.count("fit.images");
  state.seconds = in.number("fit.seconds");
  state.loss_sum = in.number("fit.loss_sum");
  if (in.has("fit.correct")) state.correct = in.count("fit.correct");
  state.history = read_history(in, name);
  return state;
}

}  // namespace

TensorFile training_state(const TrainingParts& parts) {
  Writer out;
  const FitState state = parts.fit.state();
  for (NamedTensor& tensor : state_dict(parts.model).tensors) {
    if (tensor.values.dtype() == DType::f32) {
      const std::vector<float>& values = tensor.values.as<float>();
      INKLING_REQUIRE(std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); }),
                      "E_ST_NONFINITE", tensor.name, "finite numbers to save", "NaN or infinity",
                      "Training has diverged; reset with a smaller learning rate.");
    }
    out.add(text(kModel, tensor.name), std::move(tensor.shape), std::move(tensor.values));
  }
  write_optimizer(out, parts.optimizer);
  write_generator(out, parts.generator.state());
  write_fit(out, state);
  return std::move(out.file);
}

TensorFile model_state(const TensorFile& state) {
  TensorFile model;
  for (const NamedTensor& tensor : state.tensors)
    if (tensor.name.starts_with(kModel))
      model.tensors.push_back({tensor.name.substr(kModel.size()), tensor.shape, tensor.values});
  return model;
}

void load_training_state(const TrainingParts& parts, const TensorFile& file, const std::string& name) {
  Fields in(file, name);
  const TensorFile model = model_state(file);
  load_state_dict(parts.model, model, name);
  in.also_taken(model.tensors.size());
  try {
    FitState fit = read_fit(in, name);
    read_optimizer(in, file, fit.trainer.steps, parts.optimizer);
    read_generator(in, name, parts.generator);
    parts.fit.load_state(std::move(fit));
  } catch (const Error& error) {  // what the parts refuse is here the file's fault
    const Fault& fault = error.fault();
    if (fault.code.starts_with("E_ST_")) throw;
    throw Error({"E_ST_STATE", name + ", " + fault.where, fault.expected, fault.found, fault.hint});
  }
  in.require_all_taken();
}

}  // namespace inkling
