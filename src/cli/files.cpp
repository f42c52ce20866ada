#include "cli/files.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <memory>
#include <system_error>
#include <unistd.h>

#include "inkling/core/error.hpp"
#include "inkling/data/gzip.hpp"

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

std::error_code last_problem() {
  return {errno, std::generic_category()};
}

/// With `synced` the bytes are on the disk when it returns, not only on their way there.
std::error_code write_bytes(const fs::path& path, std::span<const std::uint8_t> bytes, bool synced) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"), &std::fclose);
  if (file == nullptr) return last_problem();
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
                       std::fflush(file.get()) == 0 && (!synced || fsync(fileno(file.get())) == 0);
  return written ? std::error_code() : last_problem();
}

/// That a file has another name now is kept in its folder. A folder that cannot be synced is no reason to
/// fail: the file is whole under one name or the other.
void sync_folder(const fs::path& folder) {
  const int descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
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
  if (written_in_place(path)) {
    const std::error_code problem = write_bytes(path, bytes, false);
    INKLING_REQUIRE(!problem, "E_WRITE", path.string(), "a writable place", problem.message());
    return;
  }
  const fs::path part = part_of(path);
  const fs::path target = behind_links(path);
  // Synced before it is renamed: else a power cut may leave the new name with nothing in it.
  std::error_code problem = write_bytes(part, bytes, true);
  if (!problem) fs::rename(part, target, problem);
  if (!problem) {
    sync_folder(target.parent_path());
    return;
  }
  std::error_code ignored;
  fs::remove(part, ignored);
  throw Error({"E_WRITE", path.string(), "a writable place", problem.message()});
}

SavedModel load_model(const fs::path& path) {
  return read_model(read_file(path, kMaxModelBytes), path.string());
}

std::vector<LabelledDrawing> load_drawings(const fs::path& path) {
  const std::string name = path.string();
  std::vector<std::uint8_t> bytes = read_file(path, kMaxStrokesJsonBytes);
  if (is_gzip(bytes)) bytes = gunzip(bytes, name);
  return read_strokes_json(bytes, name);
}

}  // namespace inkling::cli
