// What Session adds to looking into a network: the data, and of which network a measurement is.
#include "bindings/session.hpp"
#include "inkling/core/error.hpp"
#include "inkling/nn/fingerprint.hpp"

namespace inkling {

Activations Session::activations(std::span<const std::uint8_t> pixels) {
  Activations found{layer_activations(run_->model(), pixels), {}, 0};
  const auto features = static_cast<Index>(pixels.size());
  Prediction prediction = inkling::predict(
      run_->model(), DigitImage{.frame = {1, features}, .pixels = {pixels.begin(), pixels.end()}});
  judge(prediction);
  found.probabilities = std::move(prediction.probabilities);
  found.label = prediction.label;
  return found;
}

void Session::begin_pass(const Dataset& images, DataPart part) {
  require_fits(config().layers, images);
  test_.emplace(run_->model(), DataLoader(images, {.batch_size = kEvaluationBatchSize}));
  test_->begin();
  const Progress now = progress();
  pass_ = {part, now.epoch, now.step, inkling::fingerprint(run_->model())};
}

void Session::start_measuring() {
  if (test_set() != nullptr) {
    start_test();
    return;
  }
  require_no_correction("start_measuring()");
  fit_with_data();
  begin_pass(run_->split().validation, DataPart::validation);
}

std::optional<Measurement> Session::measurement() {
  if (!test_ || !test_->done() || pass_.network.empty()) return std::nullopt;
  const Evaluation& result = test_->result();
  return Measurement{.part = pass_.part,
                     .epoch = pass_.epoch,
                     .step = pass_.step,
                     .current = inkling::fingerprint(run_->model()) == pass_.network,
                     .loss = result.loss,
                     .confusion = result.confusion};
}

std::vector<CellImage> Session::cell_images(Index label, Index predicted, Index count) {
  const std::optional<Measurement> measured = measurement();
  INKLING_REQUIRE(measured.has_value(), "E_API_STATE", "cell_images()", "a measurement before it", "none",
                  "Measure the network first.");
  INKLING_REQUIRE(count >= 1 && count <= kMostCellImages, "E_API_TOOBIG", "cell_images(count)",
                  text("1 to ", kMostCellImages), text(count));
  const bool calibrated = measured->current && calibration() != nullptr;
  const Dataset& images = test_->loader().dataset();
  std::vector<CellImage> cell;
  for (Mistake& reading : test_->taken(label, predicted, static_cast<std::size_t>(count))) {
    const std::span<const std::uint8_t> pixels = images.image(reading.index);
    if (calibrated) {
      const std::vector<float> now = activations(pixels).probabilities;
      reading.probability = now[static_cast<std::size_t>(predicted)];
      reading.label_probability = now[static_cast<std::size_t>(label)];
    }
    cell.push_back({reading, {pixels.begin(), pixels.end()}});
  }
  return cell;
}

Dataset Session::part(DataPart part) const {
  if (part == DataPart::test) return data_set(false);
  if (train_set() == nullptr) return {};
  const TrainingSplit parts = trains_on_data() ? run_->split() : split();
  return part == DataPart::training ? parts.train : parts.validation;
}

std::optional<Index> Session::find_image(DataPart part, Index from, bool forwards,
                                         std::optional<Index> label) const {
  const Dataset images = this->part(part);
  for (Index i = from; i >= 0 && i < images.size(); i += forwards ? 1 : -1)
    if (!label || images.label(i) == *label) return i;
  return std::nullopt;
}

}  // namespace inkling
