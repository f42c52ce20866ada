// What a Session reads in drawings and pictures: with the ready-made network for as long as the run's own has
// learnt nothing.
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "bindings/session.hpp"
#include "inkling/core/error.hpp"
#include "inkling/data/gzip.hpp"
#include "inkling/ink/grey.hpp"
#include "inkling/nn/parameter_vector.hpp"

namespace inkling {
namespace {

constexpr Index kPixels = 28 * 28;

bool reads_digits(const std::vector<Index>& layers) {
  return layers.front() == kPixels && layers.back() == kDigits;
}

SavedModel model_of(const RunConfig& config) {
  auto generator = std::make_unique<Generator>(config.seed);
  Sequential model = make_mlp(network_of(config), *generator);
  return {network_of(config), std::move(generator), std::move(model)};
}

}  // namespace

void Session::set_reader(const std::string& hash, const std::string& name,
                         std::span<const std::uint8_t> bytes) {
  const RunConfig config = parse_run_config(hash);
  INKLING_REQUIRE(reads_digits(config.layers) && !config.batch_norm, "E_ST_MODEL", name,
                  text("a network from ", kPixels, " pixels to ", kDigits, " digits, without batch norm"),
                  hash);
  SavedModel reader = model_of(config);
  if (is_gzip(bytes))
    vector_to_parameters(gunzip(bytes, name), reader.model, name);
  else
    vector_to_parameters(bytes, reader.model, name);
  reader_.emplace(std::move(reader));
}

bool Session::reads_ready_made() {
  return reader_ && !own_ && from_seed_ && reads_digits(config().layers) && run_->corrections() == 0 &&
         !corrections_.under_way() && progress().step == 0;
}

Sequential& Session::reading_model() {
  return reads_ready_made() ? reader_->model : run_->model();
}

void Session::judge(Prediction& prediction) {
  if (calibration() != nullptr && !reads_ready_made()) apply(*calibration_, run_->model(), prediction);
}

/// The images of the data that has as many pixels as the network takes; without such data a square.
Frame Session::frame() const {
  const Index inputs = config().layers.front();
  for (const Dataset* const set : {&run_->split().train, &data_set(true)})
    if (set->features() == inputs) return {set->rows(), set->columns()};
  const auto side = static_cast<Index>(std::lround(std::sqrt(static_cast<double>(inputs))));
  INKLING_REQUIRE(side * side == inputs, "E_API_SHAPE", "prediction",
                  "a network that takes as many pixels as an image has", text(inputs, " inputs"),
                  "Load the data first.");
  return {side, side};
}

std::optional<NumberReading> Session::predict(const Drawing& drawing, double canvas_size) {
  const RenderOptions options = {.canvas_size = canvas_size, .frame = frame()};
  std::optional<NumberReading> reading;
  if (reads_ink_ && config().layers.back() == kDigits) {
    reading = read_number(reading_model(), drawing, options);
  } else if (std::optional<Prediction> whole = inkling::predict(reading_model(), drawing, options)) {
    reading = as_one_digit(*std::move(whole), drawing);
  }
  if (!reading) return reading;
  judge(reading->whole);
  for (DigitReading& digit : reading->digits) judge(digit.prediction);
  return reading;
}

std::optional<Prediction> Session::predict_image(const Picture& picture,
                                                 std::optional<PictureReading> reading) {
  const auto& [rows, columns, pixels] = picture;
  INKLING_REQUIRE(rows >= 1 && columns >= 1 && rows <= kMaxPictureSide && columns <= kMaxPictureSide &&
                      std::int64_t{rows} * columns <= kMaxPicturePixels,
                  "E_INK_SIZE", "picture",
                  text("1 to ", kMaxPicturePixels, " pixels, sides up to ", kMaxPictureSide),
                  text(columns, " × ", rows));
  const bool coloured = pixels.size() == 4 * static_cast<std::size_t>(rows * columns);
  const std::vector<std::uint8_t> levels = coloured ? grey_levels(pixels) : std::vector<std::uint8_t>{};
  const PictureReading otherwise = reads_ink_ ? PictureReading::ink : PictureReading::as_it_is;
  std::optional<Prediction> prediction = inkling::predict(
      reading_model(), {rows, columns, coloured ? levels : pixels}, reading.value_or(otherwise), frame());
  if (prediction) judge(*prediction);
  return prediction;
}

}  // namespace inkling
