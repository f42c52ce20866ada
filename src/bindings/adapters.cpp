#include "bindings/adapters.hpp"

namespace inkling::bindings {
namespace {

using emscripten::val;

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

ReliabilityBins to_js(const Reliability& bins) {
  val list = val::array();
  for (const ReliabilityBin& bin : bins) {
    val object = val::object();
    object.set("count", static_cast<double>(bin.count));
    object.set("confidence", bin.confidence);
    object.set("accuracy", bin.accuracy);
    list.call<void>("push", object);
  }
  return ReliabilityBins(list);
}

JsProgress to_js(const Progress& progress) {
  return {.phase = PhaseName(val(name_of(progress.phase))),
          .epoch = static_cast<double>(progress.epoch),
          .batch = static_cast<double>(progress.batch),
          .batches = static_cast<double>(progress.batches),
          .step = static_cast<double>(progress.step),
          .batchesPerEpoch = static_cast<double>(progress.batches_per_epoch),
          .loss = progress.loss,
          .imagesPerSecond = progress.images_per_second,
          .threads = static_cast<double>(progress.threads),
          .report = progress.report};
}

}  // namespace

JsRunConfig run_config(const Session& session) {
  const RunConfig& config = session.settings();
  std::string changeable;
  for (const std::string& name : changeable_fields(config))
    changeable += text(changeable.empty() ? "" : ",", name);
  const AugmentOptions augment = augmentation_of(config);
  return {.layers = Text(val(layers_text(config.layers))),
          .activation = Text(val(config.activation)),
          .batchnorm = config.batch_norm,
          .dropout = config.dropout,
          .optimizer = Text(val(config.optimizer)),
          .lr = config.lr,
          .momentum = config.momentum,
          .nesterov = config.nesterov,
          .wd = weight_decay_of(config),
          .schedule = Text(val(schedule_text(config.schedule))),
          .batch = static_cast<double>(config.batch_size),
          .epochs = static_cast<double>(config.epochs),
          .seed = static_cast<double>(config.seed),
          .train = static_cast<double>(session.train_size()),
          .augment = config.augment,
          .rotation = augment.rotation,
          .scale = augment.scale,
          .shear = augment.shear,
          .shift = augment.shift,
          .thickness = augment.thickness,
          .elastic = augment.elastic,
          .synthetic = config.synthetic,
          .changeable = Text(val(changeable)),
          .settings = Text(val(to_hash(config))),
          .hash = Text(val(to_hash(session.config())))};
}

Session* make_session() {
  return new Session;  // Embind owns it
}

JsRunConfig change(Session& session, const Text& fields) {
  session.change(text_in(fields, "change(fields)"));
  return run_config(session);
}

JsLrPreview lr_preview(const Session& session, const Text& hash) {
  const LrPreview preview = session.lr_preview(text_in(hash, "lrPreview(hash)"));
  const val epochs = val::array();
  const val rates = val::array();
  for (const auto& [epoch, lr] : preview.points) {
    epochs.call<void>("push", epoch);
    rates.call<void>("push", lr);
  }
  return {Numbers(epochs), Numbers(rates),     preview.points.front().lr,
          preview.peak.lr, preview.peak.epoch, preview.points.back().lr};
}

JsRunConfig configure(Session& session, const Text& hash) {
  session.configure(text_in(hash, "configure(hash)"));
  return run_config(session);
}

JsRunConfig restore(Session& session, const Text& name, const Uint8Array& bytes) {
  session.restore(text_in(name, "restore(name)"),
                  copy_in<std::uint8_t>(bytes, "Uint8Array", "restore(bytes)"));
  return run_config(session);
}

JsRunConfig load_model(Session& session, const Text& name, const Uint8Array& bytes) {
  session.load_model(text_in(name, "loadModel(name)"),
                     copy_in<std::uint8_t>(bytes, "Uint8Array", "loadModel(bytes)"));
  return run_config(session);
}

JsProgress advance(Session& session) {
  return to_js(session.advance());
}

JsProgress progress(Session& session) {
  return to_js(session.progress());
}

EpochReports history(Session& session) {
  val reports = val::array();
  for (const EpochReport& report : session.history()) reports.call<void>("push", report);
  return EpochReports(reports);
}

void start_test(Session& session) {
  session.start_test();
}

TestProgress advance_test(Session& session) {
  return session.advance_test();
}

void start_calibration(Session& session) {
  session.start_calibration();
}

CalibrationProgress advance_calibration(Session& session) {
  return session.advance_calibration();
}

std::optional<JsCalibration> calibration(const Session& session) {
  const Calibration* const made = session.calibration();
  if (made == nullptr) return std::nullopt;
  return JsCalibration{made->temperature,
                       expected_calibration_error(made->before),
                       expected_calibration_error(made->after),
                       to_js(made->before),
                       to_js(made->after),
                       MaybeNumber(made->tells_digits() ? val(made->judge.declined) : val::null())};
}

Text fingerprint(Session& session) {
  return Text(val(session.fingerprint()));
}

Text summary(Session& session) {
  return Text(val(session.summary()));
}

Uint8Array test_predictions(const Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.test_predictions());
}

Uint8Array save_model(Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.save_model());
}

Uint8Array save_small_model(Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.save_small_model());
}

Uint8Array parameter_vector(Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.parameter_vector());
}

Uint8Array save_checkpoint(Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.save_checkpoint());
}

Uint8Array export_onnx(Session& session) {
  return copy_out<Uint8Array, std::uint8_t>(session.export_onnx());
}

Text export_pytorch_script(const Session& session) {
  return Text(val(session.export_pytorch_script()));
}

}  // namespace inkling::bindings
