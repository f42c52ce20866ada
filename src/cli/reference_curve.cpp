#include "cli/reference_curve.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "cli/files.hpp"
#include "inkling/core/error.hpp"
#include "inkling/io/safetensors.hpp"

namespace inkling::cli {
namespace {

constexpr std::size_t kMaxReferenceBytes = 16U << 20;
constexpr std::string_view kCurve = ".validation_loss";

/// What makes the curve, the seed aside; for how many epochs it is drawn does not.
RunConfig comparable(RunConfig config, Index train_size) {
  config.train_size = train_size;
  config.epochs = RunConfig{}.epochs;
  config.seed = RunConfig{}.seed;
  return config;
}

/// What tells the data apart: how many images there are, the sum of their pixels, and what pixels are divided
/// by.
std::string images_text(const TrainingSplit& images) {
  const auto one = [](const Dataset& set) {
    std::int64_t pixels = 0;
    for (Index i = 0; i < set.size(); ++i)
      for (const std::uint8_t pixel : set.image(i)) pixels += pixel;
    return text(set.size(), " (pixels ", pixels, ")");
  };
  return text(one(images.train), ", ", one(images.validation), ", / ", images.train.pixel_divisor());
}

std::string seeds_of(const TensorFile& file) {
  std::string seeds;
  for (const NamedTensor& tensor : file.tensors)
    if (tensor.name.starts_with("seed") && tensor.name.ends_with(kCurve))
      seeds += (seeds.empty() ? "" : ", ") + tensor.name.substr(4, tensor.name.size() - 4 - kCurve.size());
  return seeds;
}

}  // namespace

ReferenceCurve::ReferenceCurve(const std::filesystem::path& path, const RunConfig& config,
                               const TrainingSplit& images) {
  const std::string name = path.string();
  const TensorFile file = read_safetensors(read_file(path, kMaxReferenceBytes), name);
  const auto metadata = [&](const char* key) -> const std::string& {
    const auto found = file.metadata.find(key);
    INKLING_REQUIRE(found != file.metadata.end(), "E_REFERENCE", name, "a curve that generate.py recorded",
                    text("no \"", key, "\" in its metadata"), "Take assets/reference/tutorial.safetensors.");
    return found->second;
  };
  const std::string& recorded = metadata("config");
  const RunConfig theirs = parse_run_config(recorded);
  const RunConfig wanted = comparable(theirs, theirs.train_size.value_or(0));
  const RunConfig ours = comparable(config, images.train.size());
  INKLING_REQUIRE(ours == wanted, "E_REFERENCE", name, "a run as the recorded one: " + recorded,
                  to_hash(ours).empty() ? "the defaults" : to_hash(ours), "Leave out --compare.");
  const std::string& data = metadata("images");
  INKLING_REQUIRE(images_text(images) == data, "E_REFERENCE", name, "the recorded images: " + data,
                  images_text(images), "Leave out --compare.");
  const NamedTensor* const losses = file.find(text("seed", config.seed, kCurve));
  INKLING_REQUIRE(losses != nullptr && losses->values.dtype() == DType::f64, "E_REFERENCE", name,
                  "one of its seeds: " + seeds_of(file), text("seed ", config.seed), "Give it with --seed.");
  losses_ = losses->values.as<double>();
}

std::optional<double> ReferenceCurve::validation_loss(Index epoch) const {
  if (epoch < 1 || epoch > static_cast<Index>(losses_.size())) return std::nullopt;
  return losses_[static_cast<std::size_t>(epoch - 1)];
}

void ReferenceCurve::note(Index epoch, double our_loss) {
  const std::optional<double> theirs = validation_loss(epoch);
  if (!theirs) return;
  const double distance = std::abs(our_loss - *theirs);
  if (worst_epoch_ != 0 && distance <= worst_) return;
  worst_ = distance;
  worst_epoch_ = epoch;
}

}  // namespace inkling::cli
