#include "bindings/inspect_adapters.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <string_view>

#include "inkling/data/dataset_survey.hpp"

namespace inkling::bindings {
namespace {

using emscripten::val;

constexpr std::array<std::string_view, 3> kParts = {"training", "validation", "test"};

DataPart part_of(const val& name, const char* argument) {
  const std::string wanted = name.isString() ? name.as<std::string>() : name.typeOf().as<std::string>();
  for (std::size_t i = 0; i < kParts.size(); ++i)
    if (kParts[i] == wanted) return static_cast<DataPart>(i);
  throw Error({"E_API_TYPE", argument, "training, validation or test", wanted.substr(0, 64), ""});
}

DataPartName name_of(DataPart part) {
  return DataPartName(val(std::string(kParts[static_cast<std::size_t>(part)])));
}

/// Whatever arrives where a whole number was asked for; whether there is such a unit, class or image is asked
/// of it afterwards.
Index whole(double value, const char* argument) {
  constexpr double kMost = std::numeric_limits<std::int32_t>::max();
  INKLING_REQUIRE(std::abs(value) <= kMost && value == std::floor(value), "E_API_RANGE", argument,
                  "a whole number", text(value));
  return static_cast<Index>(value);
}

std::vector<std::uint8_t> image_in(const Uint8Array& pixels, const char* argument) {
  checked_length<std::uint8_t>(pixels, "Uint8Array", argument);
  INKLING_REQUIRE(pixels["length"].as<double>() <= kMaxWidth, "E_API_TOOBIG", argument,
                  text("at most ", kMaxWidth, " pixels"), text(pixels["length"].as<double>()));
  return copy_in<std::uint8_t>(pixels, "Uint8Array", argument);
}

JsClassScores to_js(const ClassScores& scores) {
  return {scores.precision, scores.recall, scores.f1, static_cast<double>(scores.support)};
}

val to_js(const CellImage& image) {
  const Mistake& reading = image.reading;
  val object = val::object();
  object.set("index", static_cast<double>(reading.index));
  object.set("label", reading.label);
  object.set("predicted", reading.predicted);
  object.set("probability", reading.probability);
  object.set("labelProbability", reading.label_probability);
  object.set("loss", reading.loss);
  object.set("pixels", copy_out<Uint8Array, std::uint8_t>(image.pixels));
  return object;
}

}  // namespace

JsUnitImages first_layer(Session& session, double from, double count) {
  const UnitImages images =
      session.first_layer(whole(from, "firstLayer(from)"), whole(count, "firstLayer(count)"));
  return {static_cast<double>(images.from), static_cast<double>(images.units),
          static_cast<double>(images.features), copy_out<Int8Array, std::int8_t>(images.shades),
          copy_out<Float32Array, float>(images.greatest)};
}

JsActivations activations(Session& session, const Uint8Array& pixels) {
  const Activations found = session.activations(image_in(pixels, "activations(pixels)"));
  const val layers = val::array();
  for (const LayerActivations& layer : found.layers) {
    val object = val::object();
    object.set("name", layer.name);
    object.set("values", copy_out<Float32Array, float>(layer.values));
    object.set("shades", copy_out<Int8Array, std::int8_t>(layer.image.shades));
    object.set("strongest", static_cast<double>(layer.strongest));
    layers.call<void>("push", object);
  }
  return {JsLayers(layers), copy_out<Float32Array, float>(found.probabilities), found.label};
}

JsSignedImage saliency(Session& session, const Uint8Array& pixels, double label) {
  const SignedImage image =
      session.saliency(image_in(pixels, "saliency(pixels)"), whole(label, "saliency(label)"));
  return {copy_out<Int8Array, std::int8_t>(image.shades), image.greatest};
}

void start_measuring(Session& session) {
  session.start_measuring();
}

std::optional<JsMeasurement> measurement(Session& session) {
  const std::optional<Measurement> found = session.measurement();
  if (!found) return std::nullopt;
  const ConfusionMatrix& confusion = found->confusion;
  std::vector<std::uint32_t> counts;
  std::vector<float> shares;
  const val scores = val::array();
  for (Index label = 0; label < confusion.classes(); ++label) {
    const ClassScores of_class = confusion.scores(label);
    scores.call<void>("push", to_js(of_class));
    for (Index predicted = 0; predicted < confusion.classes(); ++predicted) {
      const std::int64_t count = confusion.count(label, predicted);
      counts.push_back(static_cast<std::uint32_t>(count));
      shares.push_back(of_class.support > 0 ? static_cast<float>(count) / static_cast<float>(of_class.support)
                                            : 0);
    }
  }
  return JsMeasurement{name_of(found->part),
                       static_cast<double>(found->epoch),
                       static_cast<double>(found->step),
                       found->current,
                       static_cast<double>(confusion.total()),
                       found->loss,
                       confusion.accuracy(),
                       static_cast<double>(confusion.classes()),
                       copy_out<Uint32Array, std::uint32_t>(counts),
                       copy_out<Float32Array, float>(shares),
                       JsScoresList(scores),
                       to_js(confusion.macro_average())};
}

JsCellImages cell_images(Session& session, double label, double predicted, double count) {
  const val list = val::array();
  for (const CellImage& image :
       session.cell_images(whole(label, "cellImages(label)"), whole(predicted, "cellImages(predicted)"),
                           whole(count, "cellImages(count)")))
    list.call<void>("push", to_js(image));
  return JsCellImages(list);
}

JsPartSummary part_summary(const Session& session, const DataPartName& part) {
  const Dataset images = session.part(part_of(part, "partSummary(part)"));
  const val counts = val::array();
  for (const Index count : class_counts(images)) counts.call<void>("push", static_cast<double>(count));
  return {static_cast<double>(images.size()), static_cast<double>(images.rows()),
          static_cast<double>(images.columns()), Counts(counts)};
}

JsPartImage part_image(const Session& session, const DataPartName& part, double index) {
  const Dataset images = session.part(part_of(part, "partImage(part)"));
  const Index i = whole(index, "partImage(index)");
  INKLING_REQUIRE(i >= 0 && i < images.size(), "E_API_RANGE", "partImage(index)",
                  text("an image from 0 and below ", images.size()), text(i));
  const std::span<const std::uint8_t> pixels = images.image(i);
  const double sum = std::accumulate(pixels.begin(), pixels.end(), 0.0);
  return {images.label(i), copy_out<Uint8Array, std::uint8_t>(pixels),
          sum / static_cast<double>(pixels.size()) / static_cast<double>(images.pixel_divisor())};
}

double find_image(const Session& session, const DataPartName& part, double from, bool forwards,
                  double label) {
  const Index wanted = whole(label, "findImage(label)");
  const std::optional<Index> found =
      session.find_image(part_of(part, "findImage(part)"), whole(from, "findImage(from)"), forwards,
                         wanted < 0 ? std::nullopt : std::optional(wanted));
  return found ? static_cast<double>(*found) : -1;
}

}  // namespace inkling::bindings
