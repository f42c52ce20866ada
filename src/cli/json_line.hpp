// One JSON object a line, for machines.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct yyjson_mut_doc;
struct yyjson_mut_val;

namespace inkling::cli {

/// Members appear in the order in which they were set. Numbers keep every digit of the double.
class JsonLine {
 public:
  JsonLine();
  JsonLine& set(const char* name, double value);
  JsonLine& set(const char* name, std::string_view value);
  JsonLine& set_bool(const char* name, bool value);  ///< so named, or texts would go this way
  JsonLine& set(const char* name, const std::vector<double>& values);
  JsonLine& set_rows(const char* name, const std::vector<std::vector<double>>& rows);  ///< [[1,2],[3,4]]
  JsonLine& set_objects(const char* name, const std::vector<JsonLine>& objects);
  [[nodiscard]] std::string text() const;

 private:
  std::unique_ptr<yyjson_mut_doc, void (*)(yyjson_mut_doc*)> document_;
  yyjson_mut_val* object_;
};

}  // namespace inkling::cli
