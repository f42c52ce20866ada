#include "bindings/prediction_adapters.hpp"

#include <cmath>
#include <utility>

#include "inkling/core/error.hpp"

namespace inkling::bindings {
namespace {

using emscripten::val;

MaybeBoolean is_digit(const std::optional<Verdict>& verdict) {
  return MaybeBoolean(verdict ? val(verdict->is_digit) : val::null());
}
MaybeNumber digit_score(const std::optional<Verdict>& verdict) {
  return MaybeNumber(verdict ? val(verdict->digit_score) : val::null());
}

JsDigitReading to_js(const DigitReading& digit, const ReaderName& reader) {
  const auto& [label, probabilities, image, verdict] = digit.prediction;
  const std::vector<std::uint32_t> strokes(digit.strokes.begin(), digit.strokes.end());
  return {.label = label,
          .probabilities = copy_out<Float32Array, float>(probabilities),
          .image = copy_out<Uint8Array, std::uint8_t>(image.pixels),
          .rows = static_cast<double>(image.frame.rows),
          .columns = static_cast<double>(image.frame.columns),
          .strokes = copy_out<Uint32Array, std::uint32_t>(strokes),
          .isDigit = is_digit(verdict),
          .digitScore = digit_score(verdict),
          .reader = reader};
}

JsPrediction to_js(Session& session, const std::optional<NumberReading>& reading) {
  const ReaderName reader(val(session.reads_ready_made() ? "ready-made" : "own"));
  const val digits = val::array();
  if (!reading)
    return {.probabilities = copy_out<Float32Array, float>({}),
            .image = copy_out<Uint8Array, std::uint8_t>({}),
            .reader = reader,
            .number = Text(val("")),
            .digits = DigitReadings(digits)};
  for (const DigitReading& digit : reading->digits) digits.call<void>("push", to_js(digit, reader));
  const auto& [label, probabilities, image, verdict] = reading->whole;
  return {.label = label,
          .probabilities = copy_out<Float32Array, float>(probabilities),
          .image = copy_out<Uint8Array, std::uint8_t>(image.pixels),
          .rows = static_cast<double>(image.frame.rows),
          .columns = static_cast<double>(image.frame.columns),
          .isDigit = is_digit(verdict),
          .digitScore = digit_score(verdict),
          .reader = reader,
          .number = Text(val(reading->number())),
          .digits = DigitReadings(digits)};
}

std::optional<PictureReading> reading_of(const val& name) {
  if (name.isUndefined()) return std::nullopt;
  const std::string wanted = name.isString() ? name.as<std::string>() : name.typeOf().as<std::string>();
  INKLING_REQUIRE(wanted == "auto" || wanted == "ink" || wanted == "as-it-is", "E_API_TYPE",
                  "predictImage(reading)", "auto, ink or as-it-is", wanted);
  if (wanted == "auto") return std::nullopt;
  return wanted == "ink" ? PictureReading::ink : PictureReading::as_it_is;
}

/// A side of a picture; what is no such number becomes 0, which Session refuses.
Index side_of(double side) {
  return side >= 1 && side <= 2 * kMaxPictureSide && side == std::floor(side) ? static_cast<Index>(side) : 0;
}

}  // namespace

Drawing drawing_in(const Float32Array& point_array, const Uint32Array& length_array, const char* where) {
  const auto points = copy_in<float>(point_array, "Float32Array", where);
  const auto lengths = copy_in<std::uint32_t>(length_array, "Uint32Array", where);
  Drawing drawing;
  std::size_t next = 0;
  for (const std::uint32_t length : lengths) {
    INKLING_REQUIRE(length <= points.size() / 2 - next, "E_API_LENGTH", where,
                    "as many points as the strokes' lengths add up to", text(points.size() / 2));
    Stroke& stroke = drawing.emplace_back();
    for (std::uint32_t i = 0; i < length; ++i, ++next)
      stroke.push_back({points[2 * next], points[2 * next + 1]});
  }
  INKLING_REQUIRE(2 * next == points.size(), "E_API_LENGTH", where, text(next, " points, x and y each"),
                  text(points.size(), " numbers"));
  return drawing;
}

void set_reader(Session& session, const Text& hash, const Text& name, const Uint8Array& bytes) {
  session.set_reader(text_in(hash, "setReader(hash)"), text_in(name, "setReader(name)"),
                     copy_in<std::uint8_t>(bytes, "Uint8Array", "setReader(bytes)"));
}

JsPrediction predict(Session& session, const Float32Array& points, const Uint32Array& stroke_lengths,
                     double canvas_size) {
  return to_js(session, session.predict(drawing_in(points, stroke_lengths, "predict(points, strokeLengths)"),
                                        canvas_size));
}

JsPrediction predict_image(Session& session, const Uint8Array& pixels, double width, double height,
                           const ReadingName& reading) {
  const std::optional<PictureReading> how = reading_of(reading);
  std::optional<Prediction> prediction = session.predict_image(
      {side_of(height), side_of(width), copy_in<std::uint8_t>(pixels, "Uint8Array", "predictImage(pixels)")},
      how);
  return to_js(session, prediction ? std::optional(as_one_digit(*std::move(prediction), {})) : std::nullopt);
}

JsPixelPredictions predict_pixels(Session& session, const Pixels& pixels) {
  constexpr const char* kWhere = "predictPixels(pixels)";
  const bool floats = pixels.instanceof(val::global("Float32Array"));
  INKLING_REQUIRE(floats || pixels.instanceof(val::global("Uint8Array")), "E_API_TYPE", kWhere,
                  "a Float32Array or a Uint8Array", pixels.typeOf().as<std::string>());
  const std::vector<Index>& layers = session.config().layers;
  const auto images = pixels["length"].as<double>() / static_cast<double>(layers.front());
  require_moderate<float>(images * static_cast<double>(layers.back()), kWhere);
  const PixelPredictions found =
      floats ? session.predict_pixels<float>(copy_in<float>(pixels, "Float32Array", kWhere))
             : session.predict_pixels<std::uint8_t>(copy_in<std::uint8_t>(pixels, "Uint8Array", kWhere));
  const Matrix& probabilities = found.probabilities;
  return {
      copy_out<Int32Array, std::int32_t>(found.labels),
      copy_out<Float32Array, float>({probabilities.data(), static_cast<std::size_t>(probabilities.size())})};
}

}  // namespace inkling::bindings
