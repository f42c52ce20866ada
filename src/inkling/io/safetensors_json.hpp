// JSON from outside, read strictly: the part of a safetensors header's rules that any JSON could have.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <yyjson.h>

namespace inkling {

struct JsonDocumentFree {
  void operator()(yyjson_doc* document) const noexcept { yyjson_doc_free(document); }
};
using JsonDocument = std::unique_ptr<yyjson_doc, JsonDocumentFree>;

/// Parses one JSON object that begins at the first byte; spaces may follow it. Error E_ST_JSON with the
/// position, E_ST_UTF8, E_ST_DEPTH for more than 16 levels, E_ST_NAME for a text that has half a surrogate
/// pair.
JsonDocument parse_strict_json(std::string_view json, const std::string& file);

/// An object's members in the order of the file, keys as they read ("\u0061" is "a"). Error E_ST_DUP when a
/// key comes twice: readers differ in which one they believe. They are valid as long as the document.
std::vector<std::pair<std::string_view, yyjson_val*>> json_members(yyjson_val* object,
                                                                   const std::string& where);

/// A value for a message, shortened; "nothing" for a null pointer.
std::string json_text(const yyjson_val* value);

}  // namespace inkling
