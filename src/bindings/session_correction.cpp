// What Session adds to a correction: the data sets that it is made of.
#include <utility>

#include "bindings/session.hpp"
#include "inkling/core/error.hpp"

namespace inkling {

void Session::begin_correction(std::span<const std::uint8_t> pixels, std::span<const std::uint8_t> labels) {
  fit_with_data();
  const Dataset& images = run_->split().train;
  const auto count = static_cast<Index>(labels.size());
  INKLING_REQUIRE(
      count <= kMostOwnDrawings &&
          pixels.size() == labels.size() * static_cast<std::size_t>(images.features()),
      "E_API_LENGTH", "correction(pixels)",
      text("at most ", kMostOwnDrawings, " images of ", images.features(), " pixels, one a label"),
      text(pixels.size(), " pixels for ", labels.size(), " labels"));
  const Dataset own(
      IdxTensor{"drawings", {count, images.rows(), images.columns()}, {pixels.begin(), pixels.end()}},
      IdxTensor{"labels", {count}, {labels.begin(), labels.end()}}, images.classes());
  // Of other data than the run's, as after open_dataset(), they say nothing of its network.
  const Dataset* const test = test_set();
  const bool fits =
      test != nullptr && test->features() == images.features() && test->classes() == images.classes();
  calibrator_.reset();  // of a network that changes from here on
  corrections_.begin(*run_, own, fits ? *test : Dataset{});
}

CorrectionProgress Session::advance_correction() {
  const CorrectionProgress progress = corrections_.step();
  if (progress.phase == CorrectionProgress::Phase::done) forget_calibration();
  return progress;
}

const RunConfig& Session::undo_correction() {
  auto run = corrections_.undo(run_->split());
  test_.reset();  // it points at the old network
  forget_calibration();
  run_ = std::move(run);
  return config();
}

}  // namespace inkling
