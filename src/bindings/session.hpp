// What a host of the core (the page's worker, Node, a test) holds: data, a run, and a reader of drawings.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "inkling/data/dataset.hpp"
#include "inkling/ink/stroke.hpp"
#include "inkling/train/evaluation.hpp"
#include "inkling/train/prediction.hpp"
#include "inkling/train/run.hpp"

namespace inkling {

/// Which of MNIST's four files: as they are named at their source.
enum class DataRole { train_images, train_labels, test_images, test_labels };

struct DataSummary {
  Index train_count = 0;  ///< 0 until both images and labels are there
  Index test_count = 0;
  Index rows = 0;
  Index columns = 0;
};

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
  /// All training images, or the test images; empty before they are there.
  [[nodiscard]] const Dataset& data_set(bool train) const;

  /// Begins a run from scratch: new network from the seed, step 0. Reads the hash as parse_run_config() does.
  const RunConfig& configure(const std::string& hash);
  [[nodiscard]] const RunConfig& config() const { return run_->config(); }

  /// Images that the run trains on; 0 before the training data is there.
  [[nodiscard]] Index train_size() const;

  /// One batch of training or validation. Error E_API_STATE before the training data is there.
  Progress advance();

  /// Sets up (start) and does (advance) one pass over the test images, a batch a call.
  void start_test();
  TestProgress advance_test();

  /// Of the last pass over the test images, as far as it has come: the digit that each was taken for. Error
  /// E_API_STATE before start_test().
  [[nodiscard]] std::span<const std::uint8_t> test_predictions() const;

  /// print(net), with the shapes of its parameters and how many numbers they hold.
  [[nodiscard]] std::string summary();

  /// A hash of the network's parameters, 16 hexadecimal digits: see fingerprint.hpp.
  [[nodiscard]] std::string fingerprint();

  /// The network as it is now, as a safetensors file under PyTorch's names.
  [[nodiscard]] std::vector<std::uint8_t> save_model();

  /// The whole run as it is now, for restore(). Error E_API_STATE before the training data is there and for a
  /// run that an error ended, E_ST_NONFINITE for one that has diverged.
  [[nodiscard]] std::vector<std::uint8_t> save_checkpoint();

  /// Goes on with a run that was saved, to the bit, on the training data that is there. Error E_API_STATE
  /// while there is none, else as read_checkpoint() and resume(); after one the run is the one before.
  const RunConfig& restore(const std::string& name, std::span<const std::uint8_t> bytes);

  /// Begins a run from scratch with a saved network instead of one from the seed: its layers, and all else as
  /// in config(). The file is one that save_model() or PyTorch wrote, or a checkpoint. Error as
  /// read_network() and load_state_dict(), E_ST_MODEL also for a network larger than is trained here,
  /// E_IDX_* when the training data does not fit it; after one the run is the one before.
  const RunConfig& load_model(const std::string& name, std::span<const std::uint8_t> bytes);

  /// Where the run is; all 0 before its first step.
  [[nodiscard]] Progress progress();
  /// Of each of its epochs that is complete.
  [[nodiscard]] std::vector<EpochReport> history();

  /// Reads a drawing with the network as it is now; none if nothing was drawn. `canvas_size` is the longer
  /// side of the drawing area in the units of the points.
  std::optional<Prediction> predict(const Drawing& drawing, double canvas_size);

  /// Reads images with the network as it is now: predict_pixels() of prediction.hpp.
  template <typename Pixel>
  PixelPredictions predict_pixels(std::span<const Pixel> pixels) {
    return inkling::predict_pixels(run_->model(), config().layers.front(), pixels);
  }

  /// The network as it is now for ONNX Runtime: see onnx.hpp.
  [[nodiscard]] std::vector<std::uint8_t> export_onnx();

  /// The run, from its seed on, as a script for PyTorch: see pytorch_script.hpp. A network that load_model()
  /// brought is not in it; the script's --weights reads the file.
  [[nodiscard]] std::string export_pytorch_script() const;

 private:
  Fit& fit_with_data();

  std::array<std::optional<IdxTensor>, 4> files_;
  std::optional<Dataset> train_set_;
  std::optional<Dataset> test_set_;
  std::unique_ptr<Run> run_;
  std::optional<Evaluator> test_;
};

}  // namespace inkling
