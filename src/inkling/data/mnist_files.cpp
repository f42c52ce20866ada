#include "inkling/data/mnist_files.hpp"

#include <array>
#include <cstdint>
#include <fstream>
#include <ios>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "inkling/core/error.hpp"
#include "inkling/data/file_size.hpp"
#include "inkling/data/idx_file.hpp"

namespace inkling {
namespace {

namespace fs = std::filesystem;

struct FileName {
  const char* stem;
  const char* suffix;
  IdxContent content;
};
struct Pair {
  FileName images;
  FileName labels;
};
constexpr Pair kTrain = {{"train-images", "idx3-ubyte", IdxContent::images},
                         {"train-labels", "idx1-ubyte", IdxContent::labels}};
constexpr Pair kTest = {{"t10k-images", "idx3-ubyte", IdxContent::images},
                        {"t10k-labels", "idx1-ubyte", IdxContent::labels}};

std::string usual_name(const FileName& name) {
  return text(name.stem, '-', name.suffix);
}

bool is_there(const fs::path& path) {
  std::error_code ignored;  // what cannot be looked at counts as missing here; reading tells why
  return fs::exists(path, ignored);
}

std::optional<fs::path> find(const fs::path& folder, const FileName& name) {
  for (const char* compression : {"", ".gz"}) {
    for (const char separator : {'-', '.'}) {
      fs::path path = folder / text(name.stem, separator, name.suffix, compression);
      if (is_there(path)) return path;
    }
  }
  return std::nullopt;
}

void require_readable(bool readable, const fs::path& path, const char* found) {
  INKLING_REQUIRE(readable, "E_READ", path.string(), "a readable file", found,
                  "Check that it is a file and that you may read it.");
}

std::vector<std::uint8_t> read_bytes(const fs::path& path, const TooBig& too_big) {
  std::error_code error;
  require_readable(!fs::is_directory(path, error), path, "a folder");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) require_readable(false, path, error.message().c_str());
  std::ifstream file(path, std::ios::binary);
  require_readable(file.is_open(), path, "one that cannot be opened");

  std::array<std::uint8_t, 2> start{};
  file.read(reinterpret_cast<char*>(start.data()), start.size());
  require_file_size(start, size, path.string(), too_big);

  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
  file.clear();  // of the end of a file of fewer than two bytes
  file.seekg(0);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  require_readable(file.gcount() == static_cast<std::streamsize>(bytes.size()), path,
                   "one that shrank or failed while it was read");
  return bytes;
}

IdxTensor read_file(const fs::path& folder, const FileName& name) {
  const std::optional<fs::path> path = find(folder, name);
  INKLING_REQUIRE(path.has_value(), "E_READ", folder.string(),
                  text(usual_name(name), " or ", usual_name(name), ".gz"), "no such file",
                  "Name the folder that holds MNIST's files.");
  return read_idx_file(read_bytes(*path, kIdxTooBig), path->string(), name.content);
}

Dataset read_pair(const fs::path& folder, const Pair& names, Index classes) {
  IdxTensor labels = read_file(folder, names.labels);  // the small one first: a missing file is told at once
  return Dataset(read_file(folder, names.images), std::move(labels), classes);
}

void require_folder(const fs::path& folder) {
  std::error_code error;
  INKLING_REQUIRE(
      fs::is_directory(folder, error), "E_READ", folder.string(), "a folder with MNIST's files",
      error ? error.message() : std::string("no such folder"),
      text("It should hold ", usual_name(kTrain.images), " and ", usual_name(kTrain.labels), "."));
}

std::optional<fs::path> find_pickle(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return is_there(path) ? std::optional(path) : std::nullopt;
  for (const FileName& name : {kTrain.images, kTrain.labels, kTest.images, kTest.labels})
    if (find(path, name)) return std::nullopt;
  for (const char* name : {"mnist.pkl", "mnist.pkl.gz"})
    if (is_there(path / name)) return path / name;
  return std::nullopt;
}

}  // namespace

Dataset read_mnist_train(const fs::path& folder, Index classes) {
  require_folder(folder);
  return read_pair(folder, kTrain, classes);
}

std::optional<Dataset> read_mnist_test(const fs::path& folder, Index classes) {
  require_folder(folder);
  if (!find(folder, kTest.images) && !find(folder, kTest.labels)) return std::nullopt;
  return read_pair(folder, kTest, classes);
}

std::optional<PickledMnist> read_pickled_mnist_file(const fs::path& path) {
  const std::optional<fs::path> file = find_pickle(path);
  if (!file) return std::nullopt;
  return read_pickled_mnist(read_bytes(*file, kPickleTooBig), file->string());
}

}  // namespace inkling
