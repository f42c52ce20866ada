#include "cli/json_line.hpp"

#include <cmath>
#include <cstdlib>

#include <yyjson.h>

namespace inkling::cli {
namespace {

constexpr double kExactIntegers = 9007199254740992.0;  // 2^53

// Whole numbers as such: "epoch": 3, not 3.0. What JSON has no number for becomes null.
yyjson_mut_val* number(yyjson_mut_doc* document, double value) {
  if (!std::isfinite(value)) return yyjson_mut_null(document);
  if (value == std::floor(value) && std::abs(value) <= kExactIntegers)
    return yyjson_mut_sint(document, static_cast<std::int64_t>(value));
  return yyjson_mut_real(document, value);
}

yyjson_mut_val* array(yyjson_mut_doc* document, const std::vector<double>& values) {
  yyjson_mut_val* const out = yyjson_mut_arr(document);
  for (const double value : values) yyjson_mut_arr_append(out, number(document, value));
  return out;
}

}  // namespace

JsonLine::JsonLine() : document_(yyjson_mut_doc_new(nullptr), &yyjson_mut_doc_free) {
  object_ = yyjson_mut_obj(document_.get());
  yyjson_mut_doc_set_root(document_.get(), object_);
}

JsonLine& JsonLine::set(const char* name, double value) {
  yyjson_mut_obj_add_val(document_.get(), object_, name, number(document_.get(), value));
  return *this;
}

JsonLine& JsonLine::set(const char* name, std::string_view value) {
  yyjson_mut_obj_add_strncpy(document_.get(), object_, name, value.data(), value.size());
  return *this;
}

JsonLine& JsonLine::set_bool(const char* name, bool value) {
  yyjson_mut_obj_add_bool(document_.get(), object_, name, value);
  return *this;
}

JsonLine& JsonLine::set(const char* name, const std::vector<double>& values) {
  yyjson_mut_obj_add_val(document_.get(), object_, name, array(document_.get(), values));
  return *this;
}

JsonLine& JsonLine::set_rows(const char* name, const std::vector<std::vector<double>>& rows) {
  yyjson_mut_val* const outer = yyjson_mut_arr(document_.get());
  for (const std::vector<double>& row : rows) yyjson_mut_arr_append(outer, array(document_.get(), row));
  yyjson_mut_obj_add_val(document_.get(), object_, name, outer);
  return *this;
}

JsonLine& JsonLine::set_objects(const char* name, const std::vector<JsonLine>& objects) {
  yyjson_mut_val* const out = yyjson_mut_arr(document_.get());
  for (const JsonLine& object : objects)
    yyjson_mut_arr_append(out, yyjson_mut_val_mut_copy(document_.get(), object.object_));
  yyjson_mut_obj_add_val(document_.get(), object_, name, out);
  return *this;
}

std::string JsonLine::text() const {
  const std::unique_ptr<char, decltype(&std::free)> written(
      yyjson_mut_write(document_.get(), YYJSON_WRITE_NOFLAG, nullptr), &std::free);
  return written ? written.get() : "{}";
}

}  // namespace inkling::cli
