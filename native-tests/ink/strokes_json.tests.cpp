#include "inkling/ink/strokes_json.hpp"

#include <string_view>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "inkling/core/error.hpp"

using namespace inkling;

namespace {

std::vector<LabelledDrawing> read(std::string_view json) {
  return read_strokes_json({reinterpret_cast<const std::uint8_t*>(json.data()), json.size()}, "strokes.json");
}

}  // namespace

TEST_CASE("Drawings are read with and without labels, other members are passed over", "[ink][strokes_json]") {
  const auto drawings =
      read(R"([{"label": 8, "writer": 3, "strokes": [[[1, 2.5], [3, 4]], [[5, 6]]]}, {"strokes": []}])");
  REQUIRE(drawings.size() == 2);
  CHECK(drawings[0].label == 8);
  REQUIRE(drawings[0].drawing.size() == 2);
  CHECK(drawings[0].drawing[0][0].x == 1.0F);
  CHECK(drawings[0].drawing[0][0].y == 2.5F);
  CHECK(drawings[0].drawing[1].size() == 1);
  CHECK_FALSE(drawings[1].label.has_value());
  CHECK(drawings[1].drawing.empty());
  CHECK(read("[]").empty());
}

TEST_CASE("What is no list of drawings is refused, and the entry is named", "[ink][strokes_json]") {
  struct Case {
    const char* json;
    const char* code;
    const char* message;
  };
  for (const auto& [json, code, message] : std::initializer_list<Case>{
           {"", "E_STROKES_JSON", "at byte 0"},
           {"[{", "E_STROKES_JSON", "at byte 2"},
           {"{}", "E_STROKES_FORM", "array of drawings"},
           {"[3]", "E_STROKES_FORM", "entry 0"},
           {R"([{"strokes": []}, {}])", "E_STROKES_FORM", "entry 1, strokes"},
           {R"([{"strokes": [3]}])", "E_STROKES_FORM", "points for each stroke"},
           {R"([{"strokes": [[3]]}])", "E_STROKES_FORM", "two numbers"},
           {R"([{"strokes": [[[1, 2, 3]]]}])", "E_STROKES_FORM", "two numbers"},
           {R"([{"strokes": [[[1, "2"]]]}])", "E_STROKES_FORM", "two numbers"},
           {R"([{"label": "8", "strokes": []}])", "E_STROKES_FORM", "label"},
           {"[NaN]", "E_STROKES_JSON", "at byte 1"},
       }) {
    CAPTURE(json);
    try {
      read(json);
      FAIL_CHECK("no error");
    } catch (const Error& error) {
      CHECK(error.code() == code);
      CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring(message));
    }
  }
}
