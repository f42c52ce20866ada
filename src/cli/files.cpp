#include "cli/files.hpp"

#include <fstream>
#include <system_error>

#include "inkling/core/error.hpp"
#include "inkling/data/gzip.hpp"
#include "inkling/io/model_file.hpp"
#include "inkling/train/mlp.hpp"

namespace inkling::cli {
namespace {

constexpr std::size_t kMaxModelBytes = 256U << 20;

}  // namespace

std::vector<std::uint8_t> read_file(const std::filesystem::path& path, std::size_t most) {
  const std::string name = path.string();
  std::error_code problem;
  const std::uintmax_t size = std::filesystem::file_size(path, problem);
  INKLING_REQUIRE(!problem, "E_READ", name, "a readable file", problem.message());
  INKLING_REQUIRE(size <= most, "E_READ", name, text("at most ", most, " bytes"), text(size));
  std::vector<std::uint8_t> bytes(size);
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  INKLING_REQUIRE(in.good() || size == 0, "E_READ", name, "a readable file", "one that cannot be read");
  return bytes;
}

void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
  std::filesystem::path beside = path;
  beside += ".part";
  std::ofstream out(beside, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code problem;
  if (out.good()) std::filesystem::rename(beside, path, problem);
  INKLING_REQUIRE(out.good() && !problem, "E_WRITE", path.string(), "a writable place",
                  problem ? problem.message() : "one that cannot be written");
}

Sequential load_model(const std::filesystem::path& path) {
  const std::string name = path.string();
  const TensorFile file = read_safetensors(read_file(path, kMaxModelBytes), name);
  Generator unused(0);  // the weights drawn here are overwritten
  Sequential model = make_mlp(mlp_layers(file, name), unused);
  load_parameters(model, file, name);
  return model;
}

std::vector<LabelledDrawing> load_drawings(const std::filesystem::path& path) {
  const std::string name = path.string();
  std::vector<std::uint8_t> bytes = read_file(path, kMaxStrokesJsonBytes);
  if (is_gzip(bytes)) bytes = gunzip(bytes, name);
  return read_strokes_json(bytes, name);
}

}  // namespace inkling::cli
