#include "inkling/ink/strokes_json.hpp"

#include <memory>

#include <yyjson.h>

#include "inkling/core/error.hpp"

namespace inkling {
namespace {

using Document = std::unique_ptr<yyjson_doc, decltype(&yyjson_doc_free)>;

// yyjson's arrays are read by an iterator, which costs no recursion and no index look-ups.
template <typename Visit>
void for_each(yyjson_val* array, const std::string& where, const char* expected, const Visit& visit) {
  INKLING_REQUIRE(yyjson_is_arr(array), "E_STROKES_FORM", where, expected, yyjson_get_type_desc(array));
  yyjson_arr_iter items = yyjson_arr_iter_with(array);
  while (yyjson_val* item = yyjson_arr_iter_next(&items)) visit(item);
}

Point point_of(yyjson_val* pair, const std::string& where) {
  yyjson_val* const x = yyjson_arr_get(pair, 0);
  yyjson_val* const y = yyjson_arr_get(pair, 1);
  INKLING_REQUIRE(yyjson_arr_size(pair) == 2 && yyjson_is_num(x) && yyjson_is_num(y), "E_STROKES_FORM", where,
                  "points [x, y] of two numbers", yyjson_get_type_desc(pair));
  return {static_cast<float>(yyjson_get_num(x)), static_cast<float>(yyjson_get_num(y))};
}

LabelledDrawing drawing_of(yyjson_val* entry, const std::string& where) {
  INKLING_REQUIRE(yyjson_is_obj(entry), "E_STROKES_FORM", where, "an object with \"strokes\"",
                  yyjson_get_type_desc(entry));
  LabelledDrawing out;
  if (yyjson_val* const label = yyjson_obj_get(entry, "label")) {
    INKLING_REQUIRE(yyjson_is_int(label), "E_STROKES_FORM", where + ", label", "a whole number",
                    yyjson_get_type_desc(label));
    out.label = yyjson_get_int(label);
  }
  for_each(yyjson_obj_get(entry, "strokes"), where + ", strokes", "an array of strokes",
           [&](yyjson_val* stroke) {
             Stroke& points = out.drawing.emplace_back();
             for_each(stroke, where + ", strokes", "an array of points for each stroke",
                      [&](yyjson_val* pair) { points.push_back(point_of(pair, where + ", strokes")); });
           });
  return out;
}

}  // namespace

std::vector<LabelledDrawing> read_strokes_json(std::span<const std::uint8_t> bytes, const std::string& name) {
  INKLING_REQUIRE(bytes.size() <= kMaxStrokesJsonBytes, "E_STROKES_TOOBIG", name,
                  text("at most ", kMaxStrokesJsonBytes, " bytes"), text(bytes.size()));
  // Without the in-situ flag the reader does not write to its input, whatever its signature says.
  char* const json = const_cast<char*>(reinterpret_cast<const char*>(bytes.data()));
  yyjson_read_err problem{};
  const Document document(yyjson_read_opts(json, bytes.size(), YYJSON_READ_NOFLAG, nullptr, &problem),
                          &yyjson_doc_free);
  INKLING_REQUIRE(document != nullptr, "E_STROKES_JSON", name, "JSON",
                  text(problem.msg, " at byte ", problem.pos));
  std::vector<LabelledDrawing> drawings;
  for_each(yyjson_doc_get_root(document.get()), name, "an array of drawings", [&](yyjson_val* entry) {
    drawings.push_back(drawing_of(entry, text(name, ", entry ", drawings.size())));
  });
  return drawings;
}

}  // namespace inkling
