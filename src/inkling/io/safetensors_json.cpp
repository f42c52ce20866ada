#include "inkling/io/safetensors_json.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "inkling/core/error.hpp"
#include "inkling/io/utf8.hpp"

namespace inkling {
namespace {

constexpr std::size_t kMaxDepth = 16;  // a good header has 3 levels
constexpr const char* kNotAModel = "Is it a safetensors file?";

/// Deepest nesting of brackets outside of strings. yyjson parses without recursion and so survives any depth,
/// but nothing is gained from building a tree that no header has.
std::size_t nesting_depth(std::string_view json) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '"') in_string = !in_string;
    if (in_string && c == '\\') ++at;
    if (in_string) continue;
    if (c == '{' || c == '[') deepest = std::max(deepest, ++depth);
    if ((c == '}' || c == ']') && depth > 0) --depth;
  }
  return deepest;
}

std::string_view key_of(const std::pair<std::string_view, yyjson_val*>& member) {
  return member.first;
}

}  // namespace

JsonDocument parse_strict_json(std::string_view json, const std::string& file) {
  INKLING_REQUIRE(json.starts_with('{'), "E_ST_JSON", file, "a JSON header that begins with {",
                  json.empty() ? std::string("nothing") : text("JSON at byte 0: ", quoted(json.substr(0, 1))),
                  kNotAModel);
  const std::size_t valid = valid_utf8_length(json);
  INKLING_REQUIRE(valid == json.size(), "E_ST_UTF8", file, "a header in UTF-8",
                  text("other bytes at byte ", valid, " of the header"), kNotAModel);
  const std::size_t depth = nesting_depth(json);
  INKLING_REQUIRE(depth <= kMaxDepth, "E_ST_DEPTH", file, text("JSON of at most ", kMaxDepth, " levels"),
                  text(depth), kNotAModel);

  yyjson_read_err error{};
  // The cast is yyjson's interface: without YYJSON_READ_INSITU the text is not written to.
  JsonDocument document(
      yyjson_read_opts(const_cast<char*>(json.data()), json.size(), YYJSON_READ_NOFLAG, nullptr, &error));
  if (document != nullptr) return document;
  if (error.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION) throw_bad_alloc();
  // yyjson has one code for all that is wrong with a string; only the text tells half a pair.
  const bool half_pair = std::strstr(error.msg, "surrogate") != nullptr;
  throw Error({half_pair ? "E_ST_NAME" : "E_ST_JSON", file,
               half_pair ? "names in Unicode" : "a header in JSON",
               text(error.msg, ": JSON at byte ", error.pos, " of the header"), kNotAModel});
}

std::vector<std::pair<std::string_view, yyjson_val*>> json_members(yyjson_val* object,
                                                                   const std::string& where) {
  std::vector<std::pair<std::string_view, yyjson_val*>> members;
  members.reserve(yyjson_obj_size(object));
  yyjson_obj_iter iterator = yyjson_obj_iter_with(object);
  while (yyjson_val* key = yyjson_obj_iter_next(&iterator)) {
    members.emplace_back(std::string_view(yyjson_get_str(key), yyjson_get_len(key)),
                         yyjson_obj_iter_get_val(key));
  }
  std::vector<std::string_view> keys(members.size());
  std::transform(members.begin(), members.end(), keys.begin(), key_of);
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  INKLING_REQUIRE(twice == keys.end(), "E_ST_DUP", where, "each name once", text(quoted(*twice), " twice"),
                  "Readers differ in which of the two they take, so neither is.");
  return members;
}

std::string json_text(const yyjson_val* value) {
  if (value == nullptr) return "nothing";
  std::size_t length = 0;
  const std::unique_ptr<char, decltype(&std::free)> json(
      yyjson_val_write(value, YYJSON_WRITE_NOFLAG, &length), &std::free);
  if (json == nullptr) return "a value that cannot be shown";
  constexpr std::size_t kShown = 64;
  const std::string_view all(json.get(), length);
  const std::string_view shown = all.substr(0, valid_utf8_length(all.substr(0, kShown)));
  return text(shown, shown.size() < all.size() ? "…" : "");
}

}  // namespace inkling
