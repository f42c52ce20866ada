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

std::string seeds_of(const TensorFile& file) {
  std::string seeds;
  for (const NamedTensor& tensor : file.tensors)
    if (tensor.name.starts_with("seed") && tensor.name.ends_with(kCurve))
      seeds += (seeds.empty() ? "" : ", ") + tensor.name.substr(4, tensor.name.size() - 4 - kCurve.size());
  return seeds;
}

}  // namespace

ReferenceCurve::ReferenceCurve(const std::filesystem::path& path, const RunConfig& config, Index train_size) {
  const std::string name = path.string();
  const TensorFile file = read_safetensors(read_file(path, kMaxReferenceBytes), name);
  const auto recorded = file.metadata.find("config");
  INKLING_REQUIRE(recorded != file.metadata.end(), "E_REFERENCE", name, "a curve that generate.py recorded",
                  "no configuration in its metadata", "Take assets/reference/tutorial.safetensors.");
  const RunConfig theirs = parse_run_config(recorded->second);
  const RunConfig wanted = comparable(theirs, theirs.train_size.value_or(0));
  const RunConfig ours = comparable(config, train_size);
  INKLING_REQUIRE(ours == wanted, "E_REFERENCE", name, "a run as the recorded one: " + recorded->second,
                  to_hash(ours).empty() ? "the defaults" : to_hash(ours), "Leave out --compare.");
  const std::string tensor = text("seed", config.seed, kCurve);
  const auto found = std::find_if(file.tensors.begin(), file.tensors.end(),
                                  [&tensor](const NamedTensor& t) { return t.name == tensor; });
  INKLING_REQUIRE(found != file.tensors.end() && found->values.dtype() == DType::f64, "E_REFERENCE", name,
                  "one of its seeds: " + seeds_of(file), text("seed ", config.seed), "Give it with --seed.");
  losses_ = found->values.as<double>();
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
