#include "inkling/io/safetensors_header.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <memory>

#include <yyjson.h>

#include "inkling/core/error.hpp"
#include "inkling/io/safetensors_json.hpp"
#include "inkling/io/utf8.hpp"

namespace inkling {
namespace {

constexpr std::string_view kMetadataKey = "__metadata__";
constexpr std::uint64_t kMaxDimension = std::uint64_t{1} << 53U;  // beyond it readers in JavaScript round
constexpr const char* kDamaged = "The file is damaged or was made to mislead; save the model again.";

std::string tensor_where(const std::string& file, std::string_view name) {
  return text(file, ", tensor ", quoted(name));
}

std::map<std::string, std::string> parse_metadata(yyjson_val* value, const std::string& file) {
  const std::string where = text(file, ", ", kMetadataKey);
  INKLING_REQUIRE(yyjson_is_obj(value), "E_ST_META", where, "an object of texts", json_text(value), kDamaged);
  std::map<std::string, std::string> metadata;
  std::size_t size = 0;
  for (const auto& [key, entry] : json_members(value, where)) {
    INKLING_REQUIRE(yyjson_is_str(entry), "E_ST_META", where, text("a text for ", quoted(key)),
                    json_text(entry), kDamaged);
    size += key.size() + yyjson_get_len(entry);
    metadata.emplace(key, std::string(yyjson_get_str(entry), yyjson_get_len(entry)));
  }
  INKLING_REQUIRE(size <= kMaxMetadata, "E_ST_META", where, text("at most ", kMaxMetadata, " bytes"),
                  text(size), "Save the model without the remarks.");
  return metadata;
}

void check_name(std::string_view name, const std::string& file) {
  INKLING_REQUIRE(!name.empty() && name.size() <= kMaxTensorName, "E_ST_NAME", tensor_where(file, name),
                  text("a name of 1 to ", kMaxTensorName, " bytes"), text(name.size(), " bytes"), kDamaged);
  INKLING_REQUIRE(!has_control_character(name), "E_ST_NAME", tensor_where(file, name),
                  "a name without control characters", "one with them", kDamaged);
}

DType parse_dtype(yyjson_val* dtype, const std::string& where) {
  for (const DType known : {DType::f32, DType::f64, DType::i64})
    if (yyjson_equals_strn(dtype, name_of(known).data(), name_of(known).size())) return known;
  throw Error({"E_ST_DTYPE", where, "dtype \"F32\", \"F64\" or \"I64\"", json_text(dtype),
               "In PyTorch, model.float() before saving makes it F32."});
}

std::vector<std::uint64_t> parse_shape(yyjson_val* shape, const std::string& where) {
  INKLING_REQUIRE(yyjson_is_arr(shape) && yyjson_arr_size(shape) <= kMaxTensorRank, "E_ST_SHAPE", where,
                  text("a shape of at most ", kMaxTensorRank, " numbers"), json_text(shape), kDamaged);
  std::vector<std::uint64_t> out;
  yyjson_arr_iter iterator = yyjson_arr_iter_with(shape);
  while (yyjson_val* dimension = yyjson_arr_iter_next(&iterator)) {
    // "1e3", "1.5" and what exceeds 64 bits are reals to yyjson.
    INKLING_REQUIRE(yyjson_is_uint(dimension), "E_ST_SHAPE", where, "a shape of whole positive numbers",
                    json_text(shape), kDamaged);
    out.push_back(yyjson_get_uint(dimension));
  }
  return out;
}

/// Sets begin and end of an entry whose shape is known already.
void parse_offsets(yyjson_val* offsets, TensorEntry& entry, std::uint64_t data_size,
                   const std::string& where) {
  const std::uint64_t needed = tensor_bytes(entry.dtype, entry.shape, where);  // a bad shape is named first
  yyjson_val* const begin = yyjson_arr_get(offsets, 0);                        // null unless it is an array
  yyjson_val* const end = yyjson_arr_get(offsets, 1);
  INKLING_REQUIRE(yyjson_arr_size(offsets) == 2 && yyjson_is_uint(begin) && yyjson_is_uint(end),
                  "E_ST_OFFSETS", where, "data_offsets [begin, end]", json_text(offsets), kDamaged);
  entry.begin = yyjson_get_uint(begin);
  entry.end = yyjson_get_uint(end);
  INKLING_REQUIRE(entry.begin <= entry.end, "E_ST_OFFSETS", where, "data_offsets whose end follows the begin",
                  json_text(offsets), kDamaged);
  INKLING_REQUIRE(entry.end <= data_size, "E_ST_OFFSETS", where,
                  text("data_offsets within the file's ", data_size, " bytes of data"), json_text(offsets),
                  "The file may be incomplete; copy or download it again.");
  INKLING_REQUIRE(entry.end - entry.begin == needed, "E_ST_OFFSETS", where,
                  text(needed, " bytes, as its shape needs"),
                  text(entry.end - entry.begin, " in data_offsets"), kDamaged);
}

TensorEntry parse_tensor(std::string_view name, yyjson_val* value, std::uint64_t data_size,
                         const std::string& file) {
  check_name(name, file);
  const std::string where = tensor_where(file, name);
  INKLING_REQUIRE(yyjson_is_obj(value), "E_ST_JSON", where, "an object", json_text(value), kDamaged);
  yyjson_val* dtype = nullptr;
  yyjson_val* shape = nullptr;
  yyjson_val* offsets = nullptr;
  for (const auto& [key, field] : json_members(value, where)) {
    yyjson_val** const slot = key == "dtype" ? &dtype : key == "shape" ? &shape : &offsets;
    INKLING_REQUIRE(slot != &offsets || key == "data_offsets", "E_ST_JSON", where,
                    "nothing but dtype, shape and data_offsets", quoted(key), kDamaged);
    *slot = field;
  }
  TensorEntry entry;
  entry.name = name;
  entry.dtype = parse_dtype(dtype, where);
  entry.shape = parse_shape(shape, where);
  parse_offsets(offsets, entry, data_size, where);
  return entry;
}

/// No byte may be read as two things, and none may hide something: sorts the tensors by place and goes along.
void check_coverage(std::vector<TensorEntry>& tensors, std::uint64_t data_size, const std::string& file) {
  std::sort(tensors.begin(), tensors.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  std::uint64_t covered = 0;
  for (const TensorEntry& tensor : tensors) {
    INKLING_REQUIRE(tensor.begin == covered, "E_ST_COVERAGE", tensor_where(file, tensor.name),
                    text("its data at byte ", covered, ", where the one before it ends"),
                    text(tensor.begin, tensor.begin < covered ? " (overlap)" : " (hole)"), kDamaged);
    covered = tensor.end;
  }
  INKLING_REQUIRE(covered == data_size, "E_ST_COVERAGE", file,
                  text("the end after ", covered, " bytes of data"),
                  text(data_size - covered, " more bytes that no tensor claims"), kDamaged);
}

}  // namespace

std::uint64_t tensor_bytes(DType dtype, const std::vector<std::uint64_t>& shape, const std::string& where) {
  std::string shown;
  for (const std::uint64_t dimension : shape) shown += text(shown.empty() ? "" : " × ", dimension);
  std::uint64_t bytes = size_of(dtype);
  for (const std::uint64_t dimension : shape) {
    INKLING_REQUIRE(dimension >= 1 && dimension <= kMaxDimension, "E_ST_SHAPE", where,
                    "dimensions of 1 to 2^53", shown, kDamaged);
  }
  for (const std::uint64_t dimension : shape) {
    INKLING_REQUIRE(dimension <= std::numeric_limits<std::uint64_t>::max() / bytes, "E_ST_OVERFLOW", where,
                    "fewer than 2^64 bytes", shown, kDamaged);
    bytes *= dimension;
  }
  return bytes;
}

SafetensorsHeader parse_safetensors_header(std::string_view json, std::uint64_t data_size,
                                           const std::string& file) {
  const JsonDocument document = parse_strict_json(json, file);
  SafetensorsHeader header;
  for (const auto& [key, value] : json_members(yyjson_doc_get_root(document.get()), file)) {
    if (key == kMetadataKey) {
      header.metadata = parse_metadata(value, file);
      continue;
    }
    INKLING_REQUIRE(header.tensors.size() < kMaxTensors, "E_ST_COUNT", file,
                    text("at most ", kMaxTensors, " tensors"), "more",
                    "A network of this program has two a layer.");
    header.tensors.push_back(parse_tensor(key, value, data_size, file));
  }
  check_coverage(header.tensors, data_size, file);
  return header;
}

std::string print_safetensors_header(const SafetensorsHeader& header) {
  const std::unique_ptr<yyjson_mut_doc, decltype(&yyjson_mut_doc_free)> owner(yyjson_mut_doc_new(nullptr),
                                                                              &yyjson_mut_doc_free);
  yyjson_mut_doc* const document = owner.get();
  if (document == nullptr) throw_bad_alloc();
  const auto json = [&](std::string_view s) { return yyjson_mut_strn(document, s.data(), s.size()); };
  yyjson_mut_val* const root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  if (!header.metadata.empty()) {
    yyjson_mut_val* const metadata = yyjson_mut_obj(document);
    for (const auto& [key, value] : header.metadata) yyjson_mut_obj_add(metadata, json(key), json(value));
    yyjson_mut_obj_add(root, json(kMetadataKey), metadata);
  }
  for (const TensorEntry& tensor : header.tensors) {
    INKLING_REQUIRE(tensor.name != kMetadataKey, "E_ST_NAME", "print_safetensors_header", "names of tensors",
                    kMetadataKey.data(), "The format keeps this name for itself.");
    const std::array<std::uint64_t, 2> offsets = {tensor.begin, tensor.end};
    yyjson_mut_val* const entry = yyjson_mut_obj(document);
    yyjson_mut_obj_add(entry, json("dtype"), json(name_of(tensor.dtype)));
    yyjson_mut_obj_add(entry, json("shape"),
                       yyjson_mut_arr_with_uint64(document, tensor.shape.data(), tensor.shape.size()));
    yyjson_mut_obj_add(entry, json("data_offsets"),
                       yyjson_mut_arr_with_uint64(document, offsets.data(), offsets.size()));
    yyjson_mut_obj_add(root, json(tensor.name), entry);
  }
  std::size_t length = 0;
  yyjson_write_err error{};
  const std::unique_ptr<char, decltype(&std::free)> out(
      yyjson_mut_write_opts(document, YYJSON_WRITE_NOFLAG, nullptr, &length, &error), &std::free);
  if (error.code == YYJSON_WRITE_ERROR_MEMORY_ALLOCATION) throw_bad_alloc();
  INKLING_REQUIRE(out != nullptr, "E_ST_UTF8", "print_safetensors_header", "names and metadata in UTF-8",
                  error.msg, "");
  return {out.get(), length};
}

}  // namespace inkling
