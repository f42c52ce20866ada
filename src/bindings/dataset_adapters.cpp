#include "bindings/dataset_adapters.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"

namespace inkling::bindings {
namespace {

using emscripten::val;

DataRole role_of(const val& name) {
  constexpr std::array<std::string_view, 4> kNames = {"train-images", "train-labels", "test-images",
                                                      "test-labels"};
  const std::string wanted = name.isString() ? name.as<std::string>() : name.typeOf().as<std::string>();
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == wanted) return static_cast<DataRole>(i);
  throw Error(
      {"E_API_TYPE", "setData(role)", "train-images, train-labels, test-images or test-labels", wanted, ""});
}

/// Length of an array of JavaScript's. Far more than files that anybody would name are refused before each is
/// looked at.
unsigned length_of(const val& array, const char* argument) {
  INKLING_REQUIRE(array.isArray(), "E_API_TYPE", argument, "an array", array.typeOf().as<std::string>());
  const auto length = array["length"].as<double>();
  INKLING_REQUIRE(length <= 10'000, "E_API_TOOBIG", argument, "at most 10000 elements", text(length));
  return static_cast<unsigned>(length);
}

void require_same_length(unsigned length, unsigned other, const char* argument) {
  INKLING_REQUIRE(length == other, "E_API_LENGTH", argument, text("as many as there are names, ", length),
                  text(other));
}

std::string name_in(const val& names, unsigned i, const char* argument) {
  const val name = names[i];
  INKLING_REQUIRE(name.isString(), "E_API_TYPE", argument, "strings", name.typeOf().as<std::string>());
  return name.as<std::string>();
}

}  // namespace

void set_data(Session& session, const DataRoleName& role, const Text& name, const Uint8Array& bytes) {
  session.set_data(role_of(role), text_in(name, "setData(name)"),
                   copy_in<std::uint8_t>(bytes, "Uint8Array", "setData(bytes)"));
}

DataSummary data_summary(const Session& session) {
  return session.data_summary();
}

void check_dataset_files(const Session& /*session*/, const Names& names, const Sizes& sizes,
                         const ByteArrays& starts) {
  const unsigned count = length_of(names, "checkDatasetFiles(names)");
  require_same_length(count, length_of(sizes, "checkDatasetFiles(sizes)"), "checkDatasetFiles(sizes)");
  require_same_length(count, length_of(starts, "checkDatasetFiles(starts)"), "checkDatasetFiles(starts)");
  std::vector<FileStart> files;
  for (unsigned i = 0; i < count; ++i) {
    const val size = sizes[i];
    INKLING_REQUIRE(size.isNumber() && size.as<double>() >= 0, "E_API_TYPE", "checkDatasetFiles(sizes)",
                    "numbers of bytes", size.typeOf().as<std::string>());
    files.push_back({name_in(names, i, "checkDatasetFiles(names)"),
                     static_cast<std::uint64_t>(std::min(size.as<double>(), 1e15)),
                     copy_in<std::uint8_t>(starts[i], "Uint8Array", "checkDatasetFiles(starts)")});
  }
  require_dataset_files(files);
}

JsDatasetSummary open_dataset(Session& session, const Names& names, const ByteArrays& arrays) {
  const unsigned count = length_of(names, "openDataset(names)");
  require_same_length(count, length_of(arrays, "openDataset(files)"), "openDataset(files)");
  std::vector<NamedFile> files;
  if (count <= kMaxDatasetFiles)  // else the session says so, and nothing need be copied
    for (unsigned i = 0; i < count; ++i)
      files.push_back({name_in(names, i, "openDataset(names)"),
                       copy_in<std::uint8_t>(arrays[i], "Uint8Array", "openDataset(files)")});
  else
    files.resize(count);
  const DatasetSummary summary = session.open_dataset(std::move(files));
  const val counts = val::array();
  for (const Index images : summary.class_counts) counts.call<void>("push", static_cast<double>(images));
  const val warnings = val::array();
  for (const auto& [code, message] : summary.warnings) {
    val warning = val::object();
    warning.set("code", code);
    warning.set("message", message);
    warnings.call<void>("push", warning);
  }
  return {summary.counts, static_cast<double>(summary.validation_count),      Counts(counts),
          summary.ink,    Text(val(hex_text(summary.checksum, 8).substr(2))), Warnings(warnings)};
}

void close_dataset(Session& session) {
  session.close_dataset();
}

Text adapted_hash(const Session& session, const Text& hash) {
  return Text(val(session.adapted_hash(text_in(hash, "adaptedHash(hash)"))));
}

JsSample sample(const Session& session, const SetName& set, double index) {
  const std::string name = set.isString() ? set.as<std::string>() : set.typeOf().as<std::string>();
  INKLING_REQUIRE(name == "train" || name == "test", "E_API_TYPE", "sample(set)", "train or test", name);
  const Dataset& images = session.data_set(name == "train");
  INKLING_REQUIRE(index >= 0 && index < static_cast<double>(images.size()) && index == std::floor(index),
                  "E_API_RANGE", "sample(index)", text("a whole number below ", images.size()), text(index));
  const auto i = static_cast<Index>(index);
  return {images.label(i), copy_out<Uint8Array, std::uint8_t>(images.image(i))};
}

}  // namespace inkling::bindings
