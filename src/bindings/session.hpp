// What a host of the core (the page's worker, Node, a test) holds: data, a run, and a reader of drawings.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bindings/inspection.hpp"
#include "inkling/data/dataset_files.hpp"
#include "inkling/data/dataset_survey.hpp"
#include "inkling/ink/stroke.hpp"
#include "inkling/train/calibrator.hpp"
#include "inkling/train/evaluation.hpp"
#include "inkling/train/lr_preview.hpp"
#include "inkling/train/number_reading.hpp"
#include "inkling/train/run.hpp"
#include "inkling/train/run_corrections.hpp"
#include "inkling/train/run_watch.hpp"
#include "inkling/train/saved_model.hpp"

namespace inkling {

/// Which of MNIST's four files: as they are named at their source.
enum class DataRole { train_images, train_labels, test_images, test_labels };

struct DataSummary {
  Index train_count = 0;  ///< 0 until both images and labels are there
  Index test_count = 0;
  Index rows = 0;
  Index columns = 0;
  Index classes = 0;
};

/// A person's own data set.
struct DatasetSummary {
  DataSummary counts;
  Index validation_count = 0;       ///< of a set of its own; 0: a part of the training images validates
  std::vector<Index> class_counts;  ///< of the training images
  bool ink = false;                 ///< prepared as MNIST was: see has_mnist_layout()
  std::uint32_t checksum = 0;       ///< of all images and labels, to know the set again
  std::vector<DatasetWarning> warnings;
};

/// A picture as a browser hands it over: its pixels are grey, or red, green, blue and alpha.
struct Picture {
  Index rows = 0;
  Index columns = 0;
  std::vector<std::uint8_t> pixels;
};
inline constexpr Index kMaxPicturePixels = 40'000'000;
inline constexpr Index kMaxPictureSide = 65'535;

/// How far an evaluation of the test images has come.
struct TestProgress {
  Index batch = 0;
  Index batches = 0;
  bool done = false;
  double loss = 0;  ///< over the images so far
  double accuracy = 0;
};

/// One long-lived object for each worker. Every method either does all it says or throws Error and changes
/// nothing.
class Session {
 public:
  Session();

  /// Takes one file's bytes, gzipped or not; `name` only serves messages. Error E_GZ_*, E_IDX_*.
  /// Once images and labels of a set are both there they must fit each other. A run that has begun to train
  /// goes on with the data it has; the next configure() takes the new.
  void set_data(DataRole role, const std::string& name, std::span<const std::uint8_t> bytes);
  [[nodiscard]] DataSummary data_summary() const;

  /// Takes a person's own data set, which is used in place of set_data()'s until close_dataset(). The run
  /// goes on with the data it has; the next configure() takes the new. Error as read_dataset_files(),
  /// E_IDX_TOOBIG for images of more pixels than a network's first layer can have, E_HP_TRAIN for fewer
  /// images than training and validation need.
  DatasetSummary open_dataset(std::vector<NamedFile> files);
  /// Back to set_data()'s files; without own data nothing happens.
  void close_dataset();

  /// The hash as it is for the data that is there: the first and the last layer fit it, so many training
  /// images as there are not are not asked for, and neither are written digits beside what is none. Error
  /// E_HP_*.
  [[nodiscard]] std::string adapted_hash(const std::string& hash) const;

  /// All training images, or the test images; empty before they are there.
  [[nodiscard]] const Dataset& data_set(bool train) const;

  /// Begins a run from scratch: new network from the seed, step 0. Reads the hash as parse_run_config() does;
  /// layers that it does not name are the tutorial's, from the pixels to the classes of the data that is
  /// there.
  const RunConfig& configure(const std::string& hash);
  [[nodiscard]] const RunConfig& config() const { return run_->config(); }

  /// Its values as they are now, as a run without changes.
  [[nodiscard]] const RunConfig& settings() const { return run_->settings(); }

  /// Changes the run from its next step on: "lr=0.1&momentum=0.9", fields as in a hash. Error as
  /// Run::change(), E_API_STATE during a correction.
  const RunConfig& change(const std::string& fields);

  /// The learning rate over the run of this hash, on the data that is there or else on as much as MNIST has.
  [[nodiscard]] LrPreview lr_preview(const std::string& hash) const;

  /// Images that the run trains on; 0 before the training data is there.
  [[nodiscard]] Index train_size() const;

  /// One batch of training or validation. Error E_API_STATE before the training data is there and during a
  /// correction.
  Progress advance();

  /// Sets up (start) and does (advance) one pass over the test images, a batch a call. Error E_API_STATE
  /// before they are there and during a correction.
  void start_test();
  TestProgress advance_test();

  /// Of the last pass over the test images, as far as it has come: the digit that each was taken for. Error
  /// E_API_STATE before start_test().
  [[nodiscard]] std::span<const std::uint8_t> test_predictions() const;

  /// Sets up (start) and does (advance) the calibration of the network as it is, on the run's validation
  /// images; a step of training in between ends it. Error E_API_STATE before the training data is there and
  /// before start_calibration(), E_MODEL_NONFINITE.
  void start_calibration();
  CalibrationProgress advance_calibration();

  /// The last one, if it is of the network as it is; training on and every other run end it. While there is
  /// one, predict() and predict_image() apply it.
  [[nodiscard]] const Calibration* calibration() const;

  /// print(net), with the shapes of its parameters and how many numbers they hold.
  [[nodiscard]] std::string summary();

  /// A hash of the network's parameters, 16 hexadecimal digits: see fingerprint.hpp. Error E_API_STATE during
  /// a correction, as save_model() and export_onnx().
  [[nodiscard]] std::string fingerprint();

  /// The network as it is now, as a safetensors file under PyTorch's names.
  [[nodiscard]] std::vector<std::uint8_t> save_model();

  /// The whole run as it is now, or during a correction as it was before, for restore(). Error E_API_STATE
  /// before the training data is there and for a run that an error ended, E_ST_NONFINITE for one that has
  /// diverged.
  [[nodiscard]] std::vector<std::uint8_t> save_checkpoint();

  /// Goes on with a run that was saved, to the bit, on the training data that is there. Error E_API_STATE
  /// while there is none, else as read_checkpoint() and resume(); after one the run is the one before.
  const RunConfig& restore(const std::string& name, std::span<const std::uint8_t> bytes);

  /// Begins a run from scratch with a saved network instead of one from the seed: its layers, and all else as
  /// in settings(). The file is one that save_model() or PyTorch wrote, or a checkpoint. Error as
  /// read_network() and load_state_dict(), E_ST_MODEL also for a network larger than is trained here,
  /// E_IDX_* when the training data does not fit it; after one the run is the one before.
  const RunConfig& load_model(const std::string& name, std::span<const std::uint8_t> bytes);

  /// The network as save_model(), for download: see small_file.hpp. Error E_API_STATE also before the
  /// training data is there.
  [[nodiscard]] std::vector<std::uint8_t> save_small_model();

  /// The network's parameters: see parameter_vector.hpp. Error E_API_STATE during a correction.
  [[nodiscard]] std::vector<std::uint8_t> parameter_vector();

  /// Takes a ready-made network that reads drawings and pictures in place of the run's own for as long as
  /// that has learnt nothing and there is no own data: reads_ready_made(). It is the network that the hash
  /// names, with the parameters of a parameter_vector(), gzipped or not: what a first visit waits for need
  /// not be a file that says what it is. Error E_GZ_*, E_HP_*, or as vector_to_parameters(); E_ST_MODEL
  /// unless it leads from 28 × 28 pixels to ten digits, and for batch norm; after one the one before reads
  /// on.
  void set_reader(const std::string& hash, const std::string& name, std::span<const std::uint8_t> bytes);
  /// Whether what predict() and predict_image() say is the ready-made network's.
  [[nodiscard]] bool reads_ready_made();

  /// Where the run is; all 0 before its first step.
  [[nodiscard]] Progress progress();
  /// Of each of its epochs that is complete.
  [[nodiscard]] std::vector<EpochReport> history();

  /// Reads a drawing with the network as it is now; none if nothing was drawn. `canvas_size` is the longer
  /// side of the drawing area in the units of the points. Digits side by side are read as a number, where the
  /// data is prepared as MNIST and has ten classes; of other data a drawing is always one thing.
  std::optional<NumberReading> predict(const Drawing& drawing, double canvas_size);

  /// Reads a picture; none if it is read as ink and there is none. Unless told how, it reads as ink what is
  /// for data prepared as MNIST was, anything else as it is. Error E_INK_BITMAP when there is not one grey
  /// level or four numbers for each pixel, E_INK_SIZE for more pixels than kMaxPicturePixels or a side above
  /// kMaxPictureSide.
  std::optional<Prediction> predict_image(const Picture& picture, std::optional<PictureReading> reading);

  /// Reads images with the network as it is now: predict_pixels() of prediction.hpp.
  template <typename Pixel>
  PixelPredictions predict_pixels(std::span<const Pixel> pixels) {
    return inkling::predict_pixels(run_->model(), config().layers.front(), pixels);
  }

  /// Begins to teach the network drawings that the person has labelled: see RunCorrections. `pixels` holds
  /// one image after the other, of the training images' size, 0 paper to 255 ink. Error E_API_STATE before
  /// the training data is there and while a correction is under way, E_API_LENGTH unless there is a whole
  /// image for each label, E_API_TOOBIG for more than kMostOwnDrawings, E_IDX_LABEL for a label beyond the
  /// classes.
  void begin_correction(std::span<const std::uint8_t> pixels, std::span<const std::uint8_t> labels);
  /// One batch; cancelled, the network is as it was before. What another run takes the place of has ended.
  CorrectionProgress advance_correction();
  void cancel_correction() { corrections_.cancel(); }
  [[nodiscard]] const CorrectionResult& correction_result() const { return corrections_.result(); }
  /// How often this run was corrected, and how many of these corrections can be taken back.
  [[nodiscard]] Index corrections() const { return run_->corrections(); }
  [[nodiscard]] std::size_t undoable_corrections() const { return corrections_.undoable(); }
  /// The run is the one from before the last correction, to the bit; what was trained since is undone too.
  const RunConfig& undo_correction();

  /// What goes on inside the network: of the last training step that was measured. Asked for, the next step
  /// is measured too; it changes nothing of the run.
  const NetworkHealth& health() { return watch_.health(); }
  /// How the run goes, and what may help: see advice.hpp.
  [[nodiscard]] std::vector<Advice> advice();
  // Looking into the network and the data: session_inspect.cpp. Nothing of it changes the run or its bits.

  /// Of the network as it is now: see first_layer.hpp, activations.hpp and saliency.hpp. `pixels` are grey
  /// levels of one image, as Prediction::image has them.
  UnitImages first_layer(Index from, Index count) { return first_layer_images(run_->model(), from, count); }
  Activations activations(std::span<const std::uint8_t> pixels);
  SignedImage saliency(std::span<const std::uint8_t> pixels, Index label) {
    return inkling::saliency(run_->model(), pixels, label);
  }

  /// As start_test(), which it is where there are test images; else a pass over the run's validation images.
  /// advance_test() drives it. Error E_API_STATE before there are any and during a correction.
  void start_measuring();
  /// What the last pass found; none before it is whole, when the network changed meanwhile, and after another
  /// run has begun.
  [[nodiscard]] std::optional<Measurement> measurement();
  /// The images behind a cell of it: see Evaluator::taken(). While the network is the one that was measured
  /// and there is a calibration, the probabilities are those that predict_image() gives. Error E_API_STATE
  /// without a measurement, E_API_RANGE for no class, E_API_TOOBIG for more than kMostCellImages.
  std::vector<CellImage> cell_images(Index label, Index predicted, Index count);

  /// The images of one part of the data; empty before they are there.
  [[nodiscard]] Dataset part(DataPart part) const;
  /// The next image with this label, or any, from `from` on, or before it; none when there is no more.
  [[nodiscard]] std::optional<Index> find_image(DataPart part, Index from, bool forwards,
                                                std::optional<Index> label) const;

  /// The network as it is now for ONNX Runtime: see onnx.hpp.
  [[nodiscard]] std::vector<std::uint8_t> export_onnx();

  /// The run, from its seed on, as a script for PyTorch: see pytorch_script.hpp. A network that load_model()
  /// brought is not in it, nor are corrections; the script's --weights reads the saved network.
  [[nodiscard]] std::string export_pytorch_script() const;

 private:
  Fit& fit_with_data();
  void replace_run(std::unique_ptr<Run> run, bool from_seed);
  /// Whether the data that is there is what the run trains on.
  [[nodiscard]] bool trains_on_data() const;
  /// A network that is half taught is nothing to save or to measure. Error E_API_STATE.
  void require_no_correction(const char* where) const;
  [[nodiscard]] const Dataset* train_set() const;
  [[nodiscard]] const Dataset* test_set() const;
  [[nodiscard]] RunConfig defaults() const;
  [[nodiscard]] TrainingSplit split(std::optional<Index> train_size = {},
                                    std::optional<Index> validation_size = {}) const;
  [[nodiscard]] Frame frame() const;
  void forget_calibration();
  void begin_pass(const Dataset& images, DataPart part);
  void judge(Prediction& prediction);
  [[nodiscard]] Sequential& reading_model();

  std::array<std::optional<IdxTensor>, 4> files_;
  std::optional<Dataset> train_set_;
  std::optional<Dataset> test_set_;
  std::optional<DatasetFiles> own_;
  bool reads_ink_ = true;  // of pictures, unless told otherwise
  std::unique_ptr<Run> run_;
  bool from_seed_ = true;  // the run's network, before it was trained
  std::optional<SavedModel> reader_;
  std::optional<Evaluator> test_;
  Pass pass_;  // test_'s
  RunCorrections corrections_;
  RunWatch watch_;
  std::optional<WrittenSigns> signs_;  // for every calibration
  std::optional<Calibrator> calibrator_;
  std::optional<Calibration> calibration_;
};

}  // namespace inkling
