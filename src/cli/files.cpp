#include "cli/files.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/data/gzip.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/train/mlp.hpp"
#include "inkling/train/saved_network.hpp"

namespace inkling::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxModelBytes = 256U << 20;

/// Where a path leads to, so that a link stays a link when its target is replaced.
fs::path behind_links(const fs::path& path) {
  std::error_code problem;
  fs::path target = fs::weakly_canonical(path, problem);
  if (problem) return path;
  return target;
}

/// Devices and pipes cannot be replaced by a file of the same name.
bool written_in_place(const fs::path& path) {
  std::error_code problem;
  return fs::exists(path, problem) && !fs::is_regular_file(path, problem);
}

fs::path part_of(const fs::path& path) {
  fs::path part = behind_links(path);
  part += ".part";
  return part;
}

}  // namespace

std::vector<std::uint8_t> read_file(const fs::path& path, std::size_t most) {
  const std::string name = path.string();
  std::error_code problem;
  const std::uintmax_t size = fs::file_size(path, problem);
  INKLING_REQUIRE(!problem, "E_READ", name, "a readable file", problem.message());
  INKLING_REQUIRE(size <= most, "E_READ", name, text("at most ", most, " bytes"), text(size));
  std::vector<std::uint8_t> bytes(size);
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  INKLING_REQUIRE(in.good() || size == 0, "E_READ", name, "a readable file", "one that cannot be read");
  return bytes;
}

void require_writable(const fs::path& path) {
  std::error_code problem;
  INKLING_REQUIRE(!fs::is_directory(path, problem), "E_WRITE", path.string(), "a file to write", "a folder",
                  "Name a file in it.");
  if (written_in_place(path)) return;
  const fs::path part = part_of(path);
  const bool opened = std::ofstream(part, std::ios::binary | std::ios::app).is_open();
  const int cause = errno;
  if (opened) fs::remove(part, problem);
  INKLING_REQUIRE(opened, "E_WRITE", path.string(), "a writable place",
                  std::generic_category().message(cause));
}

void write_file(const fs::path& path, std::span<const std::uint8_t> bytes) {
  const fs::path target = written_in_place(path) ? path : part_of(path);
  errno = 0;
  std::ofstream out(target, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code problem;
  if (!out.good()) problem = std::error_code(errno, std::generic_category());
  if (target == path) {
    INKLING_REQUIRE(out.good(), "E_WRITE", path.string(), "a writable place", problem.message());
    return;
  }
  if (out.good()) fs::rename(target, behind_links(path), problem);
  if (!problem) return;
  std::error_code ignored;
  fs::remove(target, ignored);
  throw Error({"E_WRITE", path.string(), "a writable place", problem.message()});
}

LoadedModel load_model(const fs::path& path) {
  const std::string name = path.string();
  SavedNetwork network = read_network(read_file(path, kMaxModelBytes), name);
  Generator unused(0);  // the weights drawn here are overwritten
  Sequential model = make_mlp(network.layers, unused);
  load_state_dict(model, network.parameters, name);
  return {std::move(model), std::move(network.layers)};
}

std::vector<LabelledDrawing> load_drawings(const fs::path& path) {
  const std::string name = path.string();
  std::vector<std::uint8_t> bytes = read_file(path, kMaxStrokesJsonBytes);
  if (is_gzip(bytes)) bytes = gunzip(bytes, name);
  return read_strokes_json(bytes, name);
}

}  // namespace inkling::cli
