#include "bindings/correction_adapters.hpp"

namespace inkling::bindings {
namespace {

using emscripten::val;

const char* name_of(CorrectionProgress::Phase phase) {
  switch (phase) {
    case CorrectionProgress::Phase::testing:
      return "testing";
    case CorrectionProgress::Phase::training:
      return "training";
    case CorrectionProgress::Phase::testing_again:
      return "testing-again";
    case CorrectionProgress::Phase::done:
      break;
  }
  return "done";
}

}  // namespace

void begin_correction(Session& session, const Uint8Array& pixels, const Uint8Array& labels) {
  session.begin_correction(copy_in<std::uint8_t>(pixels, "Uint8Array", "beginCorrection(pixels)"),
                           copy_in<std::uint8_t>(labels, "Uint8Array", "beginCorrection(labels)"));
}

JsCorrectionProgress advance_correction(Session& session) {
  const CorrectionProgress progress = session.advance_correction();
  return {.phase = CorrectionPhaseName(val(name_of(progress.phase))),
          .step = static_cast<double>(progress.step),
          .ownCorrect = static_cast<double>(progress.own_correct),
          .fraction = progress.fraction};
}

void cancel_correction(Session& session) {
  session.cancel_correction();
}

JsCorrectionResult correction_result(const Session& session) {
  const CorrectionResult& result = session.correction_result();
  return {.ownCount = static_cast<double>(result.own_count),
          .testCount = static_cast<double>(result.test_count),
          .before = result.before,
          .after = result.after,
          .steps = static_cast<double>(result.steps),
          .learnt = result.learnt,
          .lost = copy_out<Uint32Array, std::uint32_t>(result.lost),
          .won = copy_out<Uint32Array, std::uint32_t>(result.won)};
}

JsRunConfig undo_correction(Session& session) {
  session.undo_correction();
  return run_config(session);
}

JsCorrectionCount corrections(const Session& session) {
  return {static_cast<double>(session.corrections()), static_cast<double>(session.undoable_corrections())};
}

}  // namespace inkling::bindings
