#include "bindings/adapters.hpp"

#include <array>
#include <span>
#include <string_view>

#include "inkling/core/error.hpp"
#include "inkling/data/gzip.hpp"

namespace inkling::bindings {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

// Embind checks no types in a release build: anything may arrive where a typed array was asked for.
template <typename Element>
std::vector<Element> copy_in(const val& array, const char* type, const char* argument) {
  INKLING_REQUIRE(array.instanceof(val::global(type)), "E_API_TYPE", argument, text("a ", type),
                  array.typeOf().as<std::string>());
  const auto size = array["length"].as<std::size_t>();
  // Before it is copied in, since the module's memory never shrinks again.
  INKLING_REQUIRE(size <= kMaxInflatedBytes / sizeof(Element), "E_API_TOOBIG", argument,
                  text("at most ", kMaxInflatedBytes, " bytes"), text(size * double{sizeof(Element)}));
  std::vector<Element> out(size);
  if (!out.empty()) val(typed_memory_view(out.size(), out.data())).call<void>("set", array);
  return out;
}

template <typename JsArray, typename Element>
JsArray copy_out(std::span<const Element> values) {
  // Constructing a typed array from another one copies it.
  const val view(typed_memory_view(values.size(), values.data()));
  return JsArray(view["constructor"].new_(view));
}

DataRole role_of(const val& name) {
  constexpr std::array<std::string_view, 4> kNames = {"train-images", "train-labels", "test-images",
                                                      "test-labels"};
  const std::string wanted = name.isString() ? name.as<std::string>() : name.typeOf().as<std::string>();
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == wanted) return static_cast<DataRole>(i);
  throw Error(
      {"E_API_TYPE", "setData(role)", "train-images, train-labels, test-images or test-labels", wanted, ""});
}

Drawing drawing_of(const std::vector<float>& points, const std::vector<std::uint32_t>& lengths) {
  Drawing drawing;
  std::size_t next = 0;
  for (const std::uint32_t length : lengths) {
    INKLING_REQUIRE(length <= points.size() / 2 - next, "E_API_LENGTH", "predict(points, strokeLengths)",
                    "as many points as the strokes' lengths add up to", text(points.size() / 2));
    Stroke& stroke = drawing.emplace_back();
    for (std::uint32_t i = 0; i < length; ++i, ++next)
      stroke.push_back({points[2 * next], points[2 * next + 1]});
  }
  INKLING_REQUIRE(2 * next == points.size(), "E_API_LENGTH", "predict(points, strokeLengths)",
                  text(next, " points, x and y each"), text(points.size(), " numbers"));
  return drawing;
}

const char* name_of(Progress::Phase phase) {
  switch (phase) {
    case Progress::Phase::training:
      return "training";
    case Progress::Phase::validating:
      return "validating";
    case Progress::Phase::finished:
      break;
  }
  return "finished";
}

}  // namespace

void set_data(Session& session, const DataRoleName& role, const std::string& name, const Uint8Array& bytes) {
  session.set_data(role_of(role), name, copy_in<std::uint8_t>(bytes, "Uint8Array", "setData(bytes)"));
}

DataSummary data_summary(const Session& session) {
  return session.data_summary();
}

JsRunConfig configure(Session& session, const std::string& hash) {
  const RunConfig& config = session.configure(hash);
  return {.layers = Text(val(layers_text(config.layers))),
          .optimizer = Text(val(config.optimizer)),
          .lr = config.lr,
          .momentum = config.momentum,
          .batch = static_cast<double>(config.batch_size),
          .epochs = static_cast<double>(config.epochs),
          .seed = static_cast<double>(config.seed),
          .train = static_cast<double>(session.train_size()),
          .augment = static_cast<double>(config.augment),
          .hash = Text(val(to_hash(config)))};
}

JsProgress advance(Session& session) {
  const Progress progress = session.advance();
  return {.phase = PhaseName(val(name_of(progress.phase))),
          .epoch = static_cast<double>(progress.epoch),
          .batch = static_cast<double>(progress.batch),
          .batches = static_cast<double>(progress.batches),
          .step = static_cast<double>(progress.step),
          .loss = progress.loss,
          .imagesPerSecond = progress.images_per_second,
          .report = progress.report};
}

void start_test(Session& session) {
  session.start_test();
}

TestProgress advance_test(Session& session) {
  return session.advance_test();
}

JsPrediction predict(Session& session, const Float32Array& points, const Uint32Array& stroke_lengths,
                     double canvas_size) {
  const std::optional<Prediction> prediction = session.predict(
      drawing_of(copy_in<float>(points, "Float32Array", "predict(points)"),
                 copy_in<std::uint32_t>(stroke_lengths, "Uint32Array", "predict(strokeLengths)")),
      canvas_size);
  if (!prediction) return {-1, copy_out<Float32Array, float>({}), copy_out<Uint8Array, std::uint8_t>({})};
  return {prediction->label, copy_out<Float32Array, float>(prediction->probabilities),
          copy_out<Uint8Array, std::uint8_t>(prediction->image.pixels)};
}

}  // namespace inkling::bindings
