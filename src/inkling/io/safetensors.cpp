#include "inkling/io/safetensors.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "inkling/core/error.hpp"
#include "inkling/io/safetensors_header.hpp"

namespace inkling {
namespace {

// Values are moved with memcpy, as the file has them. Every target of this program is little-endian.
static_assert(std::endian::native == std::endian::little);
static_assert(sizeof(float) == 4 && sizeof(double) == 8);

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kAlignment = 8;  // of the data, for readers that map the file into memory

std::size_t header_length(std::span<const std::uint8_t> bytes, const std::string& name) {
  INKLING_REQUIRE(bytes.size() >= kLengthBytes, "E_ST_SHORT", name, "at least 8 bytes", text(bytes.size()),
                  "Is it a safetensors file, and whole?");
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kLengthBytes);
  INKLING_REQUIRE(length > 0 && length <= kMaxSafetensorsHeader, "E_ST_HEADER_LEN", name,
                  text("a header of 1 to ", kMaxSafetensorsHeader, " bytes"), text(length),
                  "Is it a safetensors file?");
  INKLING_REQUIRE(length <= bytes.size() - kLengthBytes, "E_ST_HEADER_LEN", name,
                  text("a header of ", length, " bytes"), text("a file of ", bytes.size()),
                  "The file may be incomplete; copy or download it again.");
  return static_cast<std::size_t>(length);
}

TensorEntry entry_of(const NamedTensor& tensor, std::uint64_t begin) {
  const DType dtype = tensor.values.dtype();
  TensorEntry entry{tensor.name, dtype, {tensor.shape.begin(), tensor.shape.end()}, begin, begin};
  const std::uint64_t bytes = tensor_bytes(dtype, entry.shape, tensor.name);
  INKLING_REQUIRE(bytes == tensor.values.bytes().size(), "E_ST_SHAPE", tensor.name,
                  text(bytes / size_of(dtype), " values, as its shape says"), text(tensor.values.size()), "");
  entry.end += bytes;
  return entry;
}

}  // namespace

const NamedTensor* TensorFile::find(std::string_view name) const {
  const auto found = std::find_if(tensors.begin(), tensors.end(),
                                  [name](const NamedTensor& tensor) { return tensor.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

std::vector<std::uint8_t> write_safetensors(const TensorFile& file) {
  std::vector<const NamedTensor*> tensors;
  for (const NamedTensor& tensor : file.tensors) tensors.push_back(&tensor);
  std::sort(tensors.begin(), tensors.end(), [](const auto* a, const auto* b) { return a->name < b->name; });

  SafetensorsHeader header{{}, file.metadata};
  std::uint64_t data_size = 0;
  for (const NamedTensor* tensor : tensors) {
    header.tensors.push_back(entry_of(*tensor, data_size));
    data_size = header.tensors.back().end;
  }
  std::string json = print_safetensors_header(header);
  json.resize((json.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');
  const std::uint64_t length = json.size();
  INKLING_REQUIRE(length <= kMaxSafetensorsHeader, "E_ST_HEADER_LEN", "write_safetensors",
                  text("a header of at most ", kMaxSafetensorsHeader, " bytes"), text(length), "");
  parse_safetensors_header(json, data_size,
                           "write_safetensors");  // what is written can be read, or is refused here

  std::vector<std::uint8_t> bytes(kLengthBytes + json.size() + static_cast<std::size_t>(data_size));
  std::uint8_t* const data = bytes.data() + kLengthBytes + json.size();
  std::memcpy(bytes.data(), &length, kLengthBytes);
  std::memcpy(bytes.data() + kLengthBytes, json.data(), json.size());
  for (std::size_t t = 0; t < tensors.size(); ++t) {
    const std::span<const std::byte> values = tensors[t]->values.bytes();
    std::memcpy(data + header.tensors[t].begin, values.data(), values.size());
  }
  return bytes;
}

TensorFile read_safetensors(std::span<const std::uint8_t> bytes, const std::string& name) {
  const std::size_t length = header_length(bytes, name);
  const std::span<const std::uint8_t> json = bytes.subspan(kLengthBytes, length);
  const std::span<const std::uint8_t> data = bytes.subspan(kLengthBytes + length);
  SafetensorsHeader header =
      parse_safetensors_header({reinterpret_cast<const char*>(json.data()), json.size()}, data.size(), name);

  TensorFile file{{}, std::move(header.metadata)};
  for (TensorEntry& entry : header.tensors) {
    const auto count = static_cast<std::size_t>(entry.end - entry.begin) / size_of(entry.dtype);
    NamedTensor tensor{std::move(entry.name),
                       {entry.shape.begin(), entry.shape.end()},
                       TensorValues::zeros(entry.dtype, count)};
    std::memcpy(tensor.values.bytes().data(), data.data() + entry.begin, tensor.values.bytes().size());
    file.tensors.push_back(std::move(tensor));
  }
  return file;
}

}  // namespace inkling
