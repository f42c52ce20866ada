#include "inkling/train/calibration_file.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/nn/fingerprint.hpp"

namespace inkling {
namespace {

constexpr const char* kCalibrationFormat = "inkling calibration";
constexpr const char* kCalibrationVersion = "1";

void append(TensorFile& file, const std::string& name, const Reliability& bins) {
  std::vector<std::int64_t> counts;
  std::vector<double> confidences;
  std::vector<double> accuracies;
  for (const ReliabilityBin& bin : bins) {
    counts.push_back(bin.count);
    confidences.push_back(bin.confidence);
    accuracies.push_back(bin.accuracy);
  }
  const std::vector<Index> shape = {static_cast<Index>(bins.size())};
  file.tensors.push_back({name + ".count", shape, std::move(counts)});
  file.tensors.push_back({name + ".confidence", shape, std::move(confidences)});
  file.tensors.push_back({name + ".accuracy", shape, std::move(accuracies)});
}

void append(TensorFile& file, DigitDetector& detector) {
  const auto row = [&](const char* name, const Matrix& values) {
    file.tensors.push_back(
        {name, {values.cols()}, std::vector<float>(values.data(), values.data() + values.size())});
  };
  row("detector.mean", detector.mean());
  row("detector.deviation", detector.deviation());
  for (NamedTensor& tensor : state_dict(detector.network()).tensors) {
    tensor.name = "detector." + tensor.name;
    file.tensors.push_back(std::move(tensor));
  }
}

/// Takes the file's tensors one after the other; the messages name them.
class CalibrationReader {
 public:
  CalibrationReader(const TensorFile& file, const std::string& name) : file_(file), name_(name) {}

  template <typename Number>
  const std::vector<Number>& numbers(const std::string& tensor, const std::vector<Index>& shape) {
    const NamedTensor* const found = file_.find(tensor);
    const std::string where = name_ + ", " + tensor;
    INKLING_REQUIRE(found != nullptr, "E_ST_MODEL", where, "a tensor of that name", "none");
    INKLING_REQUIRE(found->shape == shape, "E_ST_MODEL", where,
                    shape.empty() ? "a single number" : text(shape.front(), " numbers"),
                    text(found->values.size(), " in ", found->shape.size(), " dimensions"));
    const DType dtype = TensorValues(std::vector<Number>{}).dtype();
    INKLING_REQUIRE(found->values.dtype() == dtype, "E_ST_DTYPE", where, std::string(name_of(dtype)),
                    std::string(name_of(found->values.dtype())));
    const std::vector<Number>& values = found->values.template as<Number>();
    if constexpr (std::is_floating_point_v<Number>) {
      const bool finite =
          std::all_of(values.begin(), values.end(), [](Number v) { return std::isfinite(v); });
      INKLING_REQUIRE(finite, "E_ST_NONFINITE", where, "finite numbers", "NaN or infinity");
    }
    return values;
  }

  /// A single number that is at least `low` and at most `high`.
  double number(const std::string& tensor, double low, double high) {
    const double value = numbers<double>(tensor, {}).front();
    INKLING_REQUIRE(value >= low && value <= high, "E_ST_VALUE", name_ + ", " + tensor,
                    text(low, " to ", high), text(value));
    return value;
  }

  Reliability reliability(const std::string& tensor) {
    const std::vector<Index> shape = {kReliabilityBins};
    const std::vector<std::int64_t>& counts = numbers<std::int64_t>(tensor + ".count", shape);
    const std::vector<double>& confidences = numbers<double>(tensor + ".confidence", shape);
    const std::vector<double>& accuracies = numbers<double>(tensor + ".accuracy", shape);
    Reliability bins;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const bool possible = counts[i] >= 0 && counts[i] <= kMostImages && confidences[i] >= 0 &&
                            confidences[i] <= 1 && accuracies[i] >= 0 && accuracies[i] <= 1;
      INKLING_REQUIRE(possible, "E_ST_VALUE", text(name_, ", ", tensor, "[", i, "]"),
                      "a count of images and two shares from 0 to 1",
                      text(counts[i], ", ", confidences[i], ", ", accuracies[i]));
      bins.push_back({static_cast<Index>(counts[i]), confidences[i], accuracies[i]});
    }
    return bins;
  }

  void row(const std::string& tensor, Matrix& values) {
    const std::vector<float>& from = numbers<float>(tensor, {values.cols()});
    std::copy(from.begin(), from.end(), values.data());
  }

 private:
  static constexpr std::int64_t kMostImages = 0x7fffffff;  // Index has 32 bits in WebAssembly

  const TensorFile& file_;
  const std::string& name_;
};

DigitJudge read_judge(const TensorFile& file, CalibrationReader& reader, const std::string& name,
                      Index width) {
  DigitJudge judge{std::make_unique<DigitDetector>(width), reader.number("threshold", 0, 1),
                   reader.number("declined", 0, 1)};
  reader.row("detector.mean", judge.detector->mean());
  reader.row("detector.deviation", judge.detector->deviation());
  INKLING_REQUIRE(judge.detector->deviation().minCoeff() > 0, "E_ST_VALUE", name + ", detector.deviation",
                  "numbers above 0", "one that is not");
  TensorFile network;
  for (const NamedTensor& tensor : file.tensors)
    if (tensor.name.starts_with("detector.hidden") || tensor.name.starts_with("detector.out"))
      network.tensors.push_back({tensor.name.substr(9), tensor.shape, tensor.values});
  load_state_dict(judge.detector->network(), network, name + ", detector");
  return judge;
}

std::string calibration_metadata(const TensorFile& file, const std::string& key) {
  const auto found = file.metadata.find(key);
  return found == file.metadata.end() ? "" : found->second.substr(0, 64);
}

}  // namespace

TensorFile calibration_file(const Calibration& calibration) {
  TensorFile file;
  file.metadata = {
      {"format", kCalibrationFormat}, {"version", kCalibrationVersion}, {"network", calibration.network}};
  file.tensors.push_back({"temperature", {}, std::vector<double>{calibration.temperature}});
  append(file, "reliability.before", calibration.before);
  append(file, "reliability.after", calibration.after);
  if (!calibration.tells_digits()) return file;
  file.tensors.push_back({"threshold", {}, std::vector<double>{calibration.judge.threshold}});
  file.tensors.push_back({"declined", {}, std::vector<double>{calibration.judge.declined}});
  append(file, *calibration.judge.detector);
  return file;
}

Calibration read_calibration(std::span<const std::uint8_t> bytes, const std::string& name,
                             Sequential& model) {
  const TensorFile file = read_safetensors(bytes, name);
  INKLING_REQUIRE(calibration_metadata(file, "format") == kCalibrationFormat, "E_ST_FORMAT", name,
                  "a calibration", "a file of another kind", "inkling calibrate makes one.");
  INKLING_REQUIRE(calibration_metadata(file, "version") == kCalibrationVersion, "E_ST_VERSION", name,
                  text("version ", kCalibrationVersion), '"' + calibration_metadata(file, "version") + '"',
                  "It was saved by a newer Inkling; update this one.");
  const std::string network = fingerprint(model);
  INKLING_REQUIRE(calibration_metadata(file, "network") == network, "E_ST_MODEL", name,
                  text("the calibration of the network ", network),
                  text("one of \"", calibration_metadata(file, "network"), '"'),
                  "Training changes a network: calibrate it anew.");
  CalibrationReader reader(file, name);
  Calibration calibration{.network = network,
                          .temperature = reader.number("temperature", 1e-3, 1e3),
                          .before = reader.reliability("reliability.before"),
                          .after = reader.reliability("reliability.after")};
  if (file.find("threshold") != nullptr)
    calibration.judge = read_judge(file, reader, name, detector_width(model));
  return calibration;
}

}  // namespace inkling
